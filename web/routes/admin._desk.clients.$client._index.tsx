import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ClientNotes } from '../components/admin/client-notes.tsx'
import { ClientBookings } from '../components/admin/clients/client-bookings.tsx'
import { ClientConsents } from '../components/admin/clients/client-consents.tsx'
import { ClientFamily } from '../components/admin/clients/client-family.tsx'
import { ClientTags } from '../components/admin/clients/client-tags.tsx'
import { MailRefused } from '../components/admin/clients/mail-refused.tsx'
import { DeskForm } from '../components/admin/desk-form.tsx'
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
  const refused = useActionData<typeof action>()
  const { name, isErased, keyFacts, facts, bookHref, changeHref, words } = page
  return (
    <>
      <PageHead
        title={name}
        intro={isErased ? words.erasedText : ''}
        back={{ href: '/admin/clients', label: words.title }}
      >
        {changeHref ? (
          <Link className="button button-quiet" to={changeHref}>
            {words.change}
          </Link>
        ) : null}
        {bookHref ? (
          <Link className="button" to={bookHref}>
            {words.book}
          </Link>
        ) : null}
      </PageHead>
      <Blocked page={page} />
      <MailRefused refused={page.mailRefused} />
      <dl className="key-facts">
        {keyFacts.map(({ label, text, isWarning }) => (
          <div className={`key-fact ${isWarning ? 'key-fact-warns' : ''}`} key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <nav className="client-places" aria-label={name}>
        {page.places.map(({ href, label }) => (
          <Link className="text-link small" to={href} key={href}>
            {label}
          </Link>
        ))}
      </nav>
      <ClientTags page={page} refused={refused} />
      <ClientBookings page={page} />
      {facts.length > 0 ? (
        <section className="desk-section" aria-labelledby="about">
          <h2 className="desk-section-head" id="about">
            {words.overview}
          </h2>
          <dl className="panel facts">
            {facts.map(({ label, text }) => (
              <div className="fact" key={label}>
                <dt>{label}</dt>
                <dd className="fact-text">{text}</dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
      <ClientNotes page={page} refused={refused} />
      <ClientFamily page={page} refused={refused} />
      <ClientConsents page={page} refused={refused} />
      <Data page={page} />
      <Looks page={page} />
    </>
  )
}

function Blocked({ page: { blocked, mayUnblock, words } }: { page: Page }) {
  if (!blocked) return null
  return (
    <div className="panel panel-danger client-blocked">
      <p>
        <strong>{words.blockedTitle}</strong>
      </p>
      <p>{blocked}</p>
      {mayUnblock ? (
        <DeskForm className="data-actions">
          <button className="button button-quiet" name="intent" value="unblock">
            {words.unblock}
          </button>
        </DeskForm>
      ) : null}
    </div>
  )
}

/** What becomes of what is known of them, and of them here. */
function Data({ page }: { page: Page }) {
  const { exportHref, eraseHref, blockHref, mergeHref, mayDelete, words } = page
  if (!exportHref && !eraseHref && !blockHref && !mergeHref && !mayDelete) return null
  return (
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
        {blockHref ? (
          <Link className="button button-quiet" to={blockHref}>
            {words.block}
          </Link>
        ) : null}
        {mergeHref ? (
          <Link className="button button-quiet" to={mergeHref}>
            {words.merge}
          </Link>
        ) : null}
        {eraseHref ? (
          <Link className="button button-quiet button-warns" to={eraseHref}>
            {words.erase}
          </Link>
        ) : null}
      </div>
      {mayDelete ? (
        <>
          <p className="desk-intro client-delete">{words.deleteHint}</p>
          <DeskForm className="data-actions">
            <button className="button button-quiet button-warns" name="intent" value="delete_client">
              {words.delete}
            </button>
          </DeskForm>
        </>
      ) : null}
    </section>
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
