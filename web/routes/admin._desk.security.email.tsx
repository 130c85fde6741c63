import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { PageHead } from '../components/admin/page-head.tsx'
import { EmailSettings } from '../components/security/email-settings.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { emailAnswer, emailPage } from '../views/security/email-view.server.ts'

export const loader = atDesk(emailPage)

export const action = atDesk(async (desk) => sendAnswer(await emailAnswer(desk)))

export const headers = formHeaders

export const meta = accessMeta

export default function SecurityEmail() {
  const page = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={page.title} {...('back' in page ? { back: page.back } : {})} />
      <EmailSettings page={page} answer={useActionData<typeof action>()} />
    </>
  )
}
