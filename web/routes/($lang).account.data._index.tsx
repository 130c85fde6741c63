import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { AccountFrame } from '../components/account/account-frame.tsx'
import { EraseForm } from '../components/account/erase-form.tsx'
import { SavedNote } from '../components/account/saved-note.tsx'
import { Link } from '../components/link.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inAccount } from '../lib/person.server.ts'
import { dataPage, eraseAnswer } from '../views/account/data-view.server.ts'

export const loader = inAccount(dataPage)

export const action = inAccount(async (person) => sendAnswer(await eraseAnswer(person)))

export const headers = formHeaders

export const meta = accessMeta

export default function MyData() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { confirmHref, jsonHref, csvHref, words } = page
  return (
    <AccountFrame page={page}>
      <p>{words.text}</p>
      <SavedNote alert={answer?.message} />
      {confirmHref ? (
        <section className="account-empty">
          <p>{words.confirmText}</p>
          <Link className="button button-large" to={confirmHref}>
            {words.confirm}
          </Link>
        </section>
      ) : null}
      <section className="account-part" aria-labelledby="export-title">
        <h2 className="account-part-title" id="export-title">
          {words.exportTitle}
        </h2>
        <p>{words.exportText}</p>
        {confirmHref ? null : (
          <p className="actions">
            <a className="button button-quiet" href={csvHref} download>
              {words.exportCsv}
            </a>
            <a className="button button-quiet" href={jsonHref} download>
              {words.exportJson}
            </a>
          </p>
        )}
      </section>
      <section className="account-part" aria-labelledby="erase-title">
        <h2 className="account-part-title" id="erase-title">
          {words.eraseTitle}
        </h2>
        <p>{words.eraseText}</p>
        <p>{words.keptText}</p>
        {page.staffLine ? <p>{page.staffLine}</p> : null}
        {confirmHref ? null : <EraseForm page={page} answer={answer} />}
      </section>
    </AccountFrame>
  )
}
