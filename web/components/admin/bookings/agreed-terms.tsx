import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { BookingRecordPage } from '../../../views/admin/bookings/booking-record-view.server.ts'
import { Field } from '../../field.tsx'
import { DeskForm } from '../desk-form.tsx'

type AgreedTermsProps = {
  page: Pick<BookingRecordPage, 'terms' | 'charges' | 'words'>
  refused: RefusedForm | undefined
}

/** What was agreed when it was booked, what that means now, and what is owed by it. */
export function AgreedTerms({ page: { terms, charges, words }, refused }: AgreedTermsProps) {
  const hasCharges = charges.lines.length > 0 || charges.mayWaive
  return (
    <section className="panel" aria-labelledby="terms">
      <h2 id="terms" className="panel-title">
        {words.terms}
      </h2>
      {terms.policy ? <blockquote className="policy-quote">{terms.policy}</blockquote> : null}
      <ul className="lines">
        {terms.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {hasCharges ? <h3 className="panel-title">{words.charges}</h3> : null}
      {charges.lines.length > 0 ? (
        <ul className="lines">
          {charges.lines.map(({ id, text, credit }) => (
            <li key={id}>
              {text} {credit ? <span className="soft">{credit}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {charges.mayWaive ? (
        <DeskForm className="form-inline">
          <Field
            name="reason"
            label={words.waiveReason}
            hint={words.waiveHint}
            maxLength={300}
            defaultValue={refused?.values['reason']}
            error={refused?.errors['reason']}
            isFirstError={refused?.errors['reason'] !== undefined}
          />
          <button className="button button-quiet" name="intent" value="waive">
            {words.waive}
          </button>
        </DeskForm>
      ) : null}
    </section>
  )
}
