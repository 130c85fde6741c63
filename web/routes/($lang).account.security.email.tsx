import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { AccountSettings } from '../components/security/account-settings.tsx'
import { EmailSettings } from '../components/security/email-settings.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inAccount } from '../lib/person.server.ts'
import { accountSecurity } from '../views/security/account-security.server.ts'
import { emailAnswer, emailPage } from '../views/security/email-view.server.ts'

export const loader = accountSecurity(emailPage)

export const action = inAccount(async (person) => sendAnswer(await emailAnswer(person)))

export const headers = formHeaders

export const meta = accessMeta

export default function SecurityEmail() {
  const page = useLoaderData<typeof loader>()
  return (
    <AccountSettings page={page}>
      <EmailSettings page={page} answer={useActionData<typeof action>()} />
    </AccountSettings>
  )
}
