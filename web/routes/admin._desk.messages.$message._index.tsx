import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { messagePage } from '../views/admin/messages/message-view.server.ts'

export const loader = atDesk(messagePage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

type Part = { page: Awaited<ReturnType<typeof messagePage>> }

export default function Message() {
  const page = useLoaderData<typeof loader>()
  const { title, back, state, badge, reason, facts, links, resend, words } = page
  return (
    <>
      <PageHead title={title} back={back}>
        {resend?.href ? (
          <Link className="button button-quiet" to={resend.href}>
            {words.resend}
          </Link>
        ) : null}
      </PageHead>
      <p className="message-became">
        <span className={`badge ${badge}`}>{state}</span> {reason}
      </p>
      <dl className="panel facts">
        {facts.map(({ label, text }) => (
          <div className="fact" key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {links.length > 0 ? (
        <p className="message-links">
          {links.map(({ href, label }) => (
            <Link className="text-link" to={href} key={href}>
              {label}
            </Link>
          ))}
        </p>
      ) : null}
      {resend?.text ? (
        <p className="soft small">
          {words.noResend} {resend.text}
        </p>
      ) : null}
      <Says page={page} />
    </>
  )
}

function Says({ page: { says, words } }: Part) {
  return (
    <section className="desk-section" aria-labelledby="says">
      <h2 className="desk-section-head" id="says">
        {words.says}
      </h2>
      <p className="desk-intro">{says ? words.saysHint : words.saysNothing}</p>
      {says?.subject ? (
        <p className="message-subject" lang={says.language}>
          {says.subject}
        </p>
      ) : null}
      {says?.frame ? (
        <>
          <iframe className="message-frame" title={words.says} sandbox="" src={says.frame} loading="lazy" />
          <details className="message-plain">
            <summary>{words.plain}</summary>
            <p className="message-text" lang={says.language}>
              {says.text}
            </p>
          </details>
        </>
      ) : null}
      {says && !says.frame ? (
        <p className="panel message-text" lang={says.language}>
          {says.text}
        </p>
      ) : null}
    </section>
  )
}
