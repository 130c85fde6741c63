import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { PlacePage, ZoneQuestion } from '../../../views/admin/setup/place-view.server.ts'
import { DeskForm } from '../desk-form.tsx'
import { FieldList } from '../field-list.tsx'
import { formFields } from '../form-fields.ts'
import { PageHead } from '../page-head.tsx'

/** A form that came back: with what is wrong, or with what another zone would do. */
export type PlaceCameBack = RefusedForm | { question: ZoneQuestion; values: Record<string, string> }

type PlaceEditorProps = { page: PlacePage; answer: PlaceCameBack | undefined }

/** A place: where it is and which clock it has. */
export function PlaceEditor({ page, answer }: PlaceEditorProps) {
  const { title, isNew, edition, fields, languages, values, mayChange, words } = page
  const refused = answer && 'errors' in answer ? answer : undefined
  const question = answer && 'question' in answer ? answer.question : undefined
  const typed = { ...values, ...answer?.values }
  return (
    <>
      <PageHead title={title} back={{ href: '/admin/places', label: words.title }} />
      <DeskForm
        className="desk-form setup-form"
        alert={refused?.message}
        meanwhile={refused?.meanwhile}
        {...(isNew ? {} : { edition: typed['edition'] ?? edition })}
      >
        {question ? <ZoneNotice question={question} words={words} /> : null}
        <FieldList
          fields={fields}
          field={formFields(typed, refused)}
          languages={languages}
          units={words.units}
        />
        {mayChange ? (
          <div className="setup-save">
            <button className="button" type="submit">
              {isNew ? words.make : question ? words.zoneSave : words.save}
            </button>
          </div>
        ) : null}
      </DeskForm>
      {isNew || !mayChange ? null : <DeletePlace page={page} />}
    </>
  )
}

/** Said before another zone is saved; the second press means it. */
function ZoneNotice({ question, words }: { question: ZoneQuestion; words: PlacePage['words'] }) {
  const { title, lines, examples, timeZone } = question
  return (
    <div className="panel meanwhile" role="alert">
      <input type="hidden" name="zoneSeen" value={timeZone} />
      <p className="meanwhile-title">{title}</p>
      <ul className="consequences">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {examples.length > 0 ? (
        <>
          <p>{words.zoneExamples}</p>
          <ul className="lines">
            {examples.map((example) => (
              <li key={example}>{example}</li>
            ))}
          </ul>
        </>
      ) : null}
      <p>{words.zoneAsk}</p>
    </div>
  )
}

function DeletePlace({ page: { uses, words } }: { page: PlacePage }) {
  return (
    <section className="desk-section" aria-labelledby="delete">
      <h2 className="desk-section-head" id="delete">
        {words.deleteTitle}
      </h2>
      {uses.length > 0 ? (
        <>
          <p className="desk-intro">{words.inUse}</p>
          <ul className="consequences">
            {uses.map((use) => (
              <li key={use}>{use}</li>
            ))}
          </ul>
        </>
      ) : (
        <DeskForm>
          <p className="desk-intro">{words.deleteText}</p>
          <button className="button button-quiet button-warns" name="intent" value="delete">
            {words.delete}
          </button>
        </DeskForm>
      )}
    </section>
  )
}
