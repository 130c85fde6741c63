import { data } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { PageHead } from '../components/admin/page-head.tsx'
import { TwoStepSettings } from '../components/security/two-step-settings.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { twoStepAnswer, twoStepPage } from '../views/security/two-step-view.server.ts'

export const loader = atDesk(twoStepPage)

export const action = atDesk(async (desk) => {
  const answer = await twoStepAnswer(desk)
  return 'codes' in answer ? data(answer) : sendAnswer(answer)
})

export const headers = formHeaders

export const meta = accessMeta

export default function SecurityTwoStep() {
  const page = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={page.title} back={page.back} />
      <TwoStepSettings page={page} answer={useActionData<typeof action>()} />
    </>
  )
}
