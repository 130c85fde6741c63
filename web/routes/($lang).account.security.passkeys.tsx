import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { AccountSettings } from '../components/security/account-settings.tsx'
import { PasskeySettings } from '../components/security/passkey-settings.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inAccount } from '../lib/person.server.ts'
import { accountSecurity } from '../views/security/account-security.server.ts'
import { passkeysAnswer, passkeysPage } from '../views/security/passkeys-view.server.ts'

export const loader = accountSecurity(passkeysPage)

export const action = inAccount(async (person) => sendAnswer(await passkeysAnswer(person)))

export const headers = formHeaders

export const meta = accessMeta

export default function SecurityPasskeys() {
  const page = useLoaderData<typeof loader>()
  return (
    <AccountSettings page={page}>
      <PasskeySettings page={page} answer={useActionData<typeof action>()} />
    </AccountSettings>
  )
}
