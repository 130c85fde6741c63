import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { WhoseDoing } from '../components/admin/bookings/whose-doing.tsx'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Field } from '../components/field.tsx'
import { Link } from '../components/link.tsx'
import { TextAreaField } from '../components/text-area-field.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { cancelBookingAnswer, cancelBookingPage } from '../views/admin/bookings/cancel-view.server.ts'

export const loader = atDesk(cancelBookingPage)

export const action = atDesk(async (desk) => sendAnswer(await cancelBookingAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function CancelBooking() {
  const { about, isOver, client, wholeClient, hasParty, mayWaive, words } = useLoaderData<typeof loader>()
  const { errors = {}, values = {}, message } = useActionData<typeof action>() ?? {}
  return (
    <>
      <PageHead title={words.title} intro={about.line} back={{ href: about.href, label: about.who }} />
      {isOver ? (
        <p>{words.over}</p>
      ) : (
        <DeskForm alert={message}>
          <WhoseDoing client={client} chosen={values['whose']} words={words} />
          {mayWaive ? (
            <div className="waive">
              <label className="check-line">
                <input type="checkbox" name="waive" value="1" defaultChecked={Boolean(values['waive'])} />
                <span>{words.waive}</span>
              </label>
              <Field
                name="waiveReason"
                label={words.waiveReason}
                maxLength={300}
                defaultValue={values['waiveReason']}
                error={errors['waiveReason']}
                isFirstError={errors['waiveReason'] !== undefined}
              />
            </div>
          ) : null}
          {hasParty ? (
            <label className="check-line">
              <input type="checkbox" name="whole" value="1" defaultChecked={Boolean(values['whole'])} />
              <span>
                {words.whole}
                {wholeClient ? <span className="choice-text"> {wholeClient.join(' ')}</span> : null}
              </span>
            </label>
          ) : null}
          <TextAreaField
            name="reason"
            label={words.reason}
            hint={words.reasonHint}
            maxLength={500}
            defaultValue={values['reason']}
            error={errors['reason']}
          />
          <p className="soft">{words.what}</p>
          <div className="desk-actions">
            <button className="button button-danger" type="submit">
              {words.button}
            </button>
            <Link className="button button-quiet" to={about.href}>
              {words.keep}
            </Link>
          </div>
        </DeskForm>
      )}
    </>
  )
}
