import { data } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { AccessPage } from '../components/access/access-page.tsx'
import { LinkSpent } from '../components/access/mail-pages.tsx'
import { PostForm } from '../components/access/post-form.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inAccount } from '../lib/person.server.ts'
import { confirmEmailAnswer, confirmEmailPage } from '../views/access/confirm-email-view.server.ts'
import { statusOf } from '../views/access/or-spent.server.ts'

export const loader = inAccount(async (person) => {
  const page = await confirmEmailPage(person)
  return data(page, { status: statusOf(page) })
})

export const action = inAccount(async (person) => sendAnswer(await confirmEmailAnswer(person)))

export const headers = formHeaders

export const meta = accessMeta

export default function ConfirmEmail() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (page.kind === 'spent') return <LinkSpent page={page} />
  return (
    <AccessPage title={page.title} text={page.text} alert={answer?.message}>
      <PostForm>
        <button className="button button-large" type="submit">
          {page.words.submit}
        </button>
      </PostForm>
    </AccessPage>
  )
}
