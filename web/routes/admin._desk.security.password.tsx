import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { PageHead } from '../components/admin/page-head.tsx'
import { PasswordSettings } from '../components/security/password-settings.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { passwordAnswer, passwordPage } from '../views/security/password-view.server.ts'

export const loader = atDesk(passwordPage)

export const action = atDesk(async (desk) => sendAnswer(await passwordAnswer(desk)))

export const headers = formHeaders

export const meta = accessMeta

export default function SecurityPassword() {
  const page = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={page.title} back={page.back} />
      <PasswordSettings page={page} answer={useActionData<typeof action>()} />
    </>
  )
}
