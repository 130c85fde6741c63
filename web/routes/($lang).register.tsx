import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { MailSent } from '../components/access/mail-pages.tsx'
import { RegisterForm } from '../components/access/register-form.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inPortal } from '../lib/portal.server.ts'
import { registerAnswer, registerPage } from '../views/access/register-view.server.ts'

export const loader = inPortal(registerPage)

export const action = inPortal(async (portal) => sendAnswer(await registerAnswer(portal)))

export const headers = formHeaders

export const meta = accessMeta

export default function Register() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return page.kind === 'sent' ? <MailSent page={page} /> : <RegisterForm page={page} answer={answer} />
}
