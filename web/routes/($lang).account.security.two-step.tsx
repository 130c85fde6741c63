import { data } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { AccountSettings } from '../components/security/account-settings.tsx'
import { TwoStepSettings } from '../components/security/two-step-settings.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inAccount } from '../lib/person.server.ts'
import { accountSecurity } from '../views/security/account-security.server.ts'
import { twoStepAnswer, twoStepPage } from '../views/security/two-step-view.server.ts'

export const loader = accountSecurity(twoStepPage)

export const action = inAccount(async (person) => {
  const answer = await twoStepAnswer(person)
  return 'codes' in answer ? data(answer) : sendAnswer(answer)
})

export const headers = formHeaders

export const meta = accessMeta

export default function SecurityTwoStep() {
  const page = useLoaderData<typeof loader>()
  return (
    <AccountSettings page={page}>
      <TwoStepSettings page={page} answer={useActionData<typeof action>()} />
    </AccountSettings>
  )
}
