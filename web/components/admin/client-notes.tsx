import { Form } from '@remix-run/react'
import type { RefusedForm } from '../../lib/form-answer.server.ts'
import type { clientPage } from '../../views/admin/client-view.server.ts'
import { TextAreaField } from '../text-area-field.tsx'
import { DeskForm } from './desk-form.tsx'

type ClientNotesProps = { page: Awaited<ReturnType<typeof clientPage>>; refused: RefusedForm | undefined }

/** What staff wrote down about a client, and room for more. */
export function ClientNotes({ page: { notes, mayWrite, words }, refused }: ClientNotesProps) {
  // The page has other forms, which come back here as well; those that say so themselves are left out.
  const intent = refused?.values['intent'] ?? ''
  const isAsked = intent === ''
  const isSaidElsewhere = intent === 'consent' || intent.startsWith('family_')
  return (
    <section className="desk-section" aria-labelledby="notes">
      <h2 className="desk-section-head" id="notes">
        {words.notes}
      </h2>
      {mayWrite ? (
        // Empty again after each note.
        <DeskForm
          className="desk-form"
          alert={isSaidElsewhere ? undefined : refused?.message}
          key={notes[0]?.id ?? 'none'}
        >
          <TextAreaField
            name="text"
            label={words.note}
            hint={words.notesHint}
            maxLength={2_000}
            defaultValue={isAsked ? refused?.values['text'] : ''}
            error={isAsked ? refused?.errors['text'] : undefined}
          />
          <button className="button button-quiet" type="submit">
            {words.addNote}
          </button>
        </DeskForm>
      ) : null}
      {notes.length === 0 ? <p className="desk-intro">{words.noNotes}</p> : null}
      <ul className="notes">
        {notes.map(({ id, text, by, deleteLabel, mayDelete }) => (
          <li className="note" key={id}>
            <p className="note-text">{text}</p>
            <div className="note-foot">
              <span>{by}</span>
              {mayWrite && mayDelete ? (
                <Form method="post">
                  <input type="hidden" name="note" value={id} />
                  <button className="text-button" name="intent" value="delete" aria-label={deleteLabel}>
                    {words.deleteNote}
                  </button>
                </Form>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
