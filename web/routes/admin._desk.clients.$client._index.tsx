import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ClientNotes } from '../components/admin/client-notes.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { clientAnswer, clientPage } from '../views/admin/client-view.server.ts'

export const loader = atDesk(clientPage)

export const action = atDesk(async (desk) => sendAnswer(await clientAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

type Page = Awaited<ReturnType<typeof clientPage>>

export default function Client() {
  const page = useLoaderData<typeof loader>()
  const { name, isErased, facts, exportHref, eraseHref, words } = page
  return (
    <>
      <PageHead
        title={name}
        intro={isErased ? words.erasedText : ''}
        back={{ href: '/admin/clients', label: words.title }}
      />
      {facts.length > 0 ? (
        <dl className="panel facts">
          {facts.map(({ label, text }) => (
            <div className="fact" key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      <ClientNotes page={page} refused={useActionData<typeof action>()} />
      {exportHref || eraseHref ? (
        <section className="desk-section" aria-labelledby="data">
          <h2 className="desk-section-head" id="data">
            {words.data}
          </h2>
          <p className="desk-intro">{words.dataIntro}</p>
          <div className="desk-actions data-actions">
            {exportHref ? (
              <Link className="button button-quiet" to={exportHref}>
                {words.export}
              </Link>
            ) : null}
            {eraseHref ? (
              <Link className="button button-quiet button-warns" to={eraseHref}>
                {words.erase}
              </Link>
            ) : null}
          </div>
        </section>
      ) : null}
      <Looks page={page} />
    </>
  )
}

/** Who looked at this client, for who may know. */
function Looks({ page: { looks, logHref, words } }: { page: Page }) {
  if (looks === null) return null
  return (
    <section className="desk-section" aria-labelledby="looks">
      <div className="desk-section-head">
        <h2 id="looks">{words.seenBy}</h2>
        <Link className="text-link small" to={logHref}>
          {words.toLog}
        </Link>
      </div>
      {looks.length === 0 ? <p className="desk-intro">{words.seenNone}</p> : null}
      <ul className="lines">
        {looks.map(({ id, who, when }) => (
          <li key={id}>
            {who} <span className="soft">· {when}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
