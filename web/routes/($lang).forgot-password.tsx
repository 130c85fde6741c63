import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { EmailForm } from '../components/access/email-form.tsx'
import { MailSent } from '../components/access/mail-pages.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inPortal } from '../lib/portal.server.ts'
import { forgotAnswer, forgotPage } from '../views/access/reset-view.server.ts'

export const loader = inPortal(forgotPage)

export const action = inPortal(async (portal) => sendAnswer(await forgotAnswer(portal)))

export const headers = formHeaders

export const meta = accessMeta

export default function ForgotPassword() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (page.kind === 'sent') return <MailSent page={page} />
  const { title, email, signInHref, words } = page
  const way = { href: signInHref, label: words.link }
  return (
    <EmailForm
      title={title}
      text={words.text}
      label={words.email}
      submit={words.submit}
      way={way}
      answer={answer}
      email={email}
    />
  )
}
