import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { TextAreaField } from '../components/text-area-field.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { cancelSessionAnswer, cancelSessionPage } from '../views/admin/classes/cancel-session.server.ts'

export const loader = atDesk(cancelSessionPage)

export const action = atDesk(async (desk) => sendAnswer(await cancelSessionAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function CancelSession() {
  const { line, back, follows, words } = useLoaderData<typeof loader>()
  const { errors = {}, values = {}, message } = useActionData<typeof action>() ?? {}
  return (
    <>
      <PageHead title={words.cancelTitle} intro={line} back={back} />
      <ul className="consequences">
        {follows.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <DeskForm alert={message}>
        <TextAreaField
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          maxLength={300}
          defaultValue={values['reason']}
          error={errors['reason']}
        />
        <div className="desk-actions">
          <button className="button button-danger" type="submit">
            {words.cancelButton}
          </button>
          <Link className="button button-quiet" to={back.href}>
            {words.keep}
          </Link>
        </div>
      </DeskForm>
    </>
  )
}
