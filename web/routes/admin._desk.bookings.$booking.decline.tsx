import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { TextAreaField } from '../components/text-area-field.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { declineBookingAnswer, declineBookingPage } from '../views/admin/bookings/cancel-view.server.ts'

export const loader = atDesk(declineBookingPage)

export const action = atDesk(async (desk) => sendAnswer(await declineBookingAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function DeclineBooking() {
  const { about, words } = useLoaderData<typeof loader>()
  const { errors = {}, values = {}, message } = useActionData<typeof action>() ?? {}
  return (
    <>
      <PageHead title={words.title} intro={about.line} back={{ href: about.href, label: about.who }} />
      <DeskForm alert={message}>
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
    </>
  )
}
