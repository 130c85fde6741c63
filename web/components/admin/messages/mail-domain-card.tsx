import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { MailSenderPage } from '../../../views/admin/messages/mail-sender-view.server.ts'
import { Field } from '../../field.tsx'
import { Link } from '../../link.tsx'
import { DeskForm } from '../desk-form.tsx'
import { RecordToSet } from '../record-to-set.tsx'
import { formFields } from '../form-fields.ts'

type CardProps = { page: MailSenderPage; domain: NonNullable<MailSenderPage['domain']> }

/** The domain that mail is to come from: how far it is, what to set, and what to do next. */
export function MailDomainCard({ page, domain: { name, sentName, state } }: CardProps) {
  const { words, records, looked, removeHref } = page
  return (
    <section className="panel domain" aria-labelledby="domain">
      <div className="domain-head">
        <h2 className="domain-name" id="domain">
          {name}
        </h2>
        <span className={state === 'verified' ? 'badge badge-strong' : 'badge'}>{words.state[state]}</span>
      </div>
      {sentName === name ? null : <p className="soft domain-name">{sentName}</p>}
      <p>{words.stateText[state]}</p>
      <p className="desk-intro">{words.recordsText}</p>
      {records.map((record) => (
        <RecordToSet record={{ ...record, isRight: record.isFound }} words={words} key={record.key} />
      ))}
      {looked ? <p className="soft">{looked}</p> : null}
      <div className="desk-actions">
        <DeskForm className="domain-row-form" preventScrollReset>
          <button className="button" name="intent" value="check">
            {words.check}
          </button>
        </DeskForm>
        <Link className="button button-quiet button-warns" to={removeHref}>
          {words.remove}
        </Link>
      </div>
    </section>
  )
}

type FormProps = { page: MailSenderPage; refused: RefusedForm | undefined }

/** The address that mail is to come from; once there is a domain, only what is before the @. */
export function MailAddressForm({ page: { domain, localPart, words }, refused }: FormProps) {
  const field = formFields({ localPart }, refused)
  const bare = { autoCapitalize: 'none', autoComplete: 'off', spellCheck: false } as const
  return (
    <section className="desk-section" aria-labelledby="address">
      <h2 className="desk-section-head" id="address">
        {words.addressTitle}
      </h2>
      <DeskForm key={domain?.sentName ?? ''}>
        {domain ? <input type="hidden" name="intent" value="address" /> : null}
        {domain ? null : (
          <Field
            {...field('domain')}
            {...bare}
            label={words.domain}
            hint={words.domainHint}
            inputMode="url"
            maxLength={300}
            isRequired
          />
        )}
        <Field
          {...field('localPart')}
          {...bare}
          label={words.localPart}
          hint={domain ? `… @${domain.name}` : words.localPartHint}
          maxLength={64}
          isRequired
        />
        <button className={domain ? 'button button-quiet' : 'button'} type="submit">
          {domain ? words.save : words.add}
        </button>
      </DeskForm>
    </section>
  )
}
