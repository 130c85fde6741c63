import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { AccountSettings } from '../components/security/account-settings.tsx'
import { PasswordSettings } from '../components/security/password-settings.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inAccount } from '../lib/person.server.ts'
import { accountSecurity } from '../views/security/account-security.server.ts'
import { passwordAnswer, passwordPage } from '../views/security/password-view.server.ts'

export const loader = accountSecurity(passwordPage)

export const action = inAccount(async (person) => sendAnswer(await passwordAnswer(person)))

export const headers = formHeaders

export const meta = accessMeta

export default function SecurityPassword() {
  const page = useLoaderData<typeof loader>()
  return (
    <AccountSettings page={page}>
      <PasswordSettings page={page} answer={useActionData<typeof action>()} />
    </AccountSettings>
  )
}
