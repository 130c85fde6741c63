import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { PageHead } from '../components/admin/page-head.tsx'
import { PasskeySettings } from '../components/security/passkey-settings.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { passkeysAnswer, passkeysPage } from '../views/security/passkeys-view.server.ts'

export const loader = atDesk(passkeysPage)

export const action = atDesk(async (desk) => sendAnswer(await passkeysAnswer(desk)))

export const headers = formHeaders

export const meta = accessMeta

export default function SecurityPasskeys() {
  const page = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={page.title} back={page.back} />
      <PasskeySettings page={page} answer={useActionData<typeof action>()} />
    </>
  )
}
