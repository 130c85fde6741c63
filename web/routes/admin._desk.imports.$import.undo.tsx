import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { undoImportAnswer, undoImportPage } from '../views/admin/import-view.server.ts'

export const loader = atDesk(undoImportPage)

export const action = atDesk(async (desk) => sendAnswer(await undoImportAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function UndoImport() {
  const { back, words } = useLoaderData<typeof loader>()
  const { message } = useActionData<typeof action>() ?? {}
  return (
    <>
      <PageHead title={words.title} back={back} />
      <DeskForm alert={message}>
        <ul className="consequences">
          {words.what.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <div className="import-actions">
          <button className="button" type="submit">
            {words.button}
          </button>
          <Link className="button button-quiet" to={back.href}>
            {words.keep}
          </Link>
        </div>
      </DeskForm>
    </>
  )
}
