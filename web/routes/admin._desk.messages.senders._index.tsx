import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { MessageTabs } from '../components/admin/message-tabs.tsx'
import { MailSenderSection } from '../components/admin/messages/mail-sender-section.tsx'
import { SmsSection } from '../components/admin/messages/sms-section.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { mailSenderSection } from '../views/admin/messages/mail-sender-view.server.ts'
import { sendersPage, smsAnswer } from '../views/admin/messages/sms-view.server.ts'

export const loader = atDesk(async (desk) => {
  const [page, mail] = await Promise.all([sendersPage(desk), mailSenderSection(desk)])
  return { ...page, mail }
})

export const action = atDesk(async (desk) => sendAnswer(await smsAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Senders() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <>
      <PageHead title={page.words.title} intro={page.words.intro} />
      <MessageTabs {...page.tabs} />
      <MailSenderSection section={page.mail} />
      <SmsSection page={page} refused={refused} />
    </>
  )
}
