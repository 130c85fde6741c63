import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { resendAnswer, resendPage } from '../views/admin/messages/message-view.server.ts'

export const loader = atDesk(resendPage)

export const action = atDesk(async (desk) => sendAnswer(await resendAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ResendMessage() {
  const { back, intro, refusal, words } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <>
      <PageHead title={words.resendTitle} intro={refusal || intro} back={back} />
      <DeskForm className="desk-section desk-form" alert={refused?.message}>
        <div className="desk-actions">
          {refusal ? null : (
            <button className="button" type="submit">
              {words.resendButton}
            </button>
          )}
          <Link className="button button-quiet" to={back.href}>
            {words.cancel}
          </Link>
        </div>
      </DeskForm>
    </>
  )
}
