import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { ConfirmForms } from '../components/access/confirm-forms.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { confirmAnswer, confirmPage } from '../views/access/confirm-view.server.ts'

export const loader = atDesk(confirmPage)

export const action = atDesk(async (desk) => sendAnswer(await confirmAnswer(desk)))

export const headers = formHeaders

export const meta = accessMeta

export default function Confirm() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (page.kind === 'sent') {
    return (
      <>
        <PageHead title={page.title} intro={page.text} />
        <Link className="text-link" to={page.againHref}>
          {page.words.again}
        </Link>
      </>
    )
  }
  return (
    <div className="desk-form">
      <PageHead title={page.title} intro={page.words.text} />
      {answer?.message ? (
        <p className="form-errors" role="alert">
          {answer.message}
        </p>
      ) : null}
      <ConfirmForms page={page} answer={answer} />
    </div>
  )
}
