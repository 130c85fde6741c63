import { data, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PolicyEditor } from '../components/admin/setup/policy-editor.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { policyAnswer, policyPage } from '../views/admin/setup/policy-view.server.ts'

export const loader = atDesk(policyPage)

export const action = atDesk(async (desk) => {
  const answer = await policyAnswer(desk)
  return 'rehearsal' in answer ? data(answer) : sendAnswer(answer)
})

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function NewPolicy() {
  return <PolicyEditor page={useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
