import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { AccessPage } from '../components/access/access-page.tsx'
import { ConfirmForms } from '../components/access/confirm-forms.tsx'
import { MailSent } from '../components/access/mail-pages.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inAccount } from '../lib/person.server.ts'
import { confirmAnswer, confirmPage } from '../views/access/confirm-view.server.ts'

export const loader = inAccount(confirmPage)

export const action = inAccount(async (person) => sendAnswer(await confirmAnswer(person)))

export const headers = formHeaders

export const meta = accessMeta

export default function Confirm() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (page.kind === 'sent') return <MailSent page={page} />
  return (
    <AccessPage title={page.title} text={page.words.text} alert={answer?.message}>
      <ConfirmForms page={page} answer={answer} />
    </AccessPage>
  )
}
