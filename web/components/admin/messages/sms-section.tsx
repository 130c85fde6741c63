import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { sendersPage } from '../../../views/admin/messages/sms-view.server.ts'
import { Link } from '../../link.tsx'
import { DeskForm } from '../desk-form.tsx'
import { FieldList } from '../field-list.tsx'
import { formFields } from '../form-fields.ts'

type SmsSectionProps = { page: Awaited<ReturnType<typeof sendersPage>>; refused: RefusedForm | undefined }

/** From whom text messages come, and what became of the sender's registration. */
export function SmsSection({ page, refused }: SmsSectionProps) {
  const { answers, edition, fields, languages, mayChange, values, words } = page
  return (
    <section className="panel domain" aria-labelledby="sms">
      <SmsState page={page} />
      {mayChange ? (
        <DeskForm
          className="desk-form"
          alert={refused?.message}
          meanwhile={refused?.meanwhile}
          edition={refused?.values['edition'] ?? edition}
        >
          <FieldList
            fields={fields}
            field={formFields(values, refused)}
            languages={languages}
            units={words.units}
          />
          <button className="button" type="submit">
            {words.save}
          </button>
        </DeskForm>
      ) : null}
      <p className="soft small">{answers}</p>
    </section>
  )
}

function SmsState({ page: { facts, state, words } }: Pick<SmsSectionProps, 'page'>) {
  return (
    <>
      <div className="domain-head">
        <h2 id="sms">{words.text}</h2>
        <span className={`badge ${state.badge}`}>{state.name}</span>
      </div>
      <p>{state.text}</p>
      <dl className="facts">
        {facts.map(({ label, text, href }) => (
          <div className="fact" key={label}>
            <dt>{label}</dt>
            <dd>
              {text}{' '}
              {href ? (
                <Link className="text-link" to={href}>
                  {words.quietLink}
                </Link>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
