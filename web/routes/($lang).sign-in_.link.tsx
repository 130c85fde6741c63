import { data } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { AccessPage } from '../components/access/access-page.tsx'
import { EmailForm } from '../components/access/email-form.tsx'
import { LinkSpent, MailSent } from '../components/access/mail-pages.tsx'
import { PostForm } from '../components/access/post-form.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inPortal } from '../lib/portal.server.ts'
import { linkAnswer, linkPage } from '../views/access/link-view.server.ts'
import { statusOf } from '../views/access/or-spent.server.ts'

export const loader = inPortal(async (portal) => {
  const page = await linkPage(portal)
  return data(page, { status: statusOf(page) })
})

export const action = inPortal(async (portal) => sendAnswer(await linkAnswer(portal)))

export const headers = formHeaders

export const meta = accessMeta

export default function SignInLink() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (page.kind === 'sent') return <MailSent page={page} />
  if (page.kind === 'spent') return <LinkSpent page={page} />
  if (page.kind === 'open')
    return (
      <AccessPage title={page.title} text={page.text} alert={answer?.message}>
        <PostForm>
          <button className="button button-large" type="submit">
            {page.submit}
          </button>
        </PostForm>
      </AccessPage>
    )
  const { title, passwordHref, words } = page
  const way = { href: passwordHref, label: words.withPassword }
  return (
    <EmailForm
      title={title}
      text={words.text}
      label={words.email}
      submit={words.submit}
      way={way}
      answer={answer}
    />
  )
}
