import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { clientPage } from '../../../views/admin/client-view.server.ts'
import { SelectField } from '../../access/select-field.tsx'
import { TextAreaField } from '../../text-area-field.tsx'
import { DeskForm } from '../desk-form.tsx'
import { Fold } from '../fold.tsx'

type ClientConsentsProps = { page: Awaited<ReturnType<typeof clientPage>>; refused: RefusedForm | undefined }

/** What a client agreed to, as it is now; and room for what they said on paper. */
export function ClientConsents({ page: { consents, words }, refused }: ClientConsentsProps) {
  const { lines, form } = consents
  const { errors = {}, values = {} } = refused ?? {}
  const isAsked = values['intent'] === 'consent'
  return (
    <section className="desk-section" aria-labelledby="consents">
      <h2 className="desk-section-head" id="consents">
        {words.consents}
      </h2>
      {lines.length === 0 ? <p className="desk-intro">{words.noConsents}</p> : null}
      <ul className="lines">
        {lines.map(({ kind, text }) => (
          <li key={kind}>{text}</li>
        ))}
      </ul>
      {form ? (
        <Fold title={form.labels.add} isOpen={isAsked}>
          <DeskForm key={form.key} alert={isAsked ? refused?.message : undefined}>
            <input type="hidden" name="intent" value="consent" />
            <SelectField
              name="kind"
              label={form.labels.kind}
              options={form.kinds}
              defaultValue="news"
              error={isAsked ? errors['kind'] : undefined}
            />
            <SelectField name="state" label={form.labels.state} options={form.states} defaultValue="given" />
            <TextAreaField
              id="consent-text"
              name="text"
              label={form.labels.text}
              hint={form.labels.textHint}
              maxLength={2_000}
              defaultValue={isAsked ? values['text'] : ''}
              error={isAsked ? errors['text'] : undefined}
            />
            <button className="button button-quiet" type="submit">
              {form.labels.button}
            </button>
          </DeskForm>
        </Fold>
      ) : null}
    </section>
  )
}
