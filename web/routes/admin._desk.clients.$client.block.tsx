import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Field } from '../components/field.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { blockAnswer, blockPage } from '../views/admin/clients/block-view.server.ts'

export const loader = atDesk(blockPage)

export const action = atDesk(async (desk) => sendAnswer(await blockAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function BlockClient() {
  const { back, reason, words } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <>
      <PageHead title={words.blockTitle} intro={words.blockIntro} back={back} />
      <DeskForm alert={refused?.message}>
        <Field
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          autoComplete="off"
          maxLength={300}
          defaultValue={refused?.values['reason'] ?? reason}
          error={refused?.errors['reason']}
          isRequired
          isFirstError={refused?.errors['reason'] !== undefined}
        />
        <div className="desk-actions">
          <button className="button" type="submit">
            {words.blockButton}
          </button>
          <Link className="button button-quiet" to={back.href}>
            {words.cancel}
          </Link>
        </div>
      </DeskForm>
    </>
  )
}
