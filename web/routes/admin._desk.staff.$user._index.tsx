import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { memberPage } from '../views/admin/member-view.server.ts'

export const loader = atDesk(memberPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function StaffMember() {
  const { member, since, may, mayChange, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead
        title={member.name}
        intro={member.isYou ? words.you : ''}
        back={{ href: '/admin/staff', label: words.title }}
      >
        {mayChange ? (
          <>
            <Link className="button button-quiet" to={`${member.href}/change`}>
              {words.change}
            </Link>
            <Link className="button button-quiet button-warns" to={`${member.href}/remove`}>
              {words.leaveLink}
            </Link>
          </>
        ) : null}
      </PageHead>
      <dl className="panel facts">
        <dt>{words.email}</dt>
        <dd>{member.email}</dd>
        <dt>{words.role}</dt>
        <dd>{member.role}</dd>
        <dt>{words.trainer}</dt>
        <dd>{member.trainer || words.noTrainer}</dd>
        <dt>{words.secondStep}</dt>
        <dd>{member.hasSecondFactor ? words.on : words.off}</dd>
        <dt>{words.since}</dt>
        <dd>{since}</dd>
        <dt>{words.lastSeen}</dt>
        <dd>{member.lastSeen}</dd>
      </dl>
      <section className="desk-section" aria-labelledby="may">
        <h2 className="desk-section-head" id="may">
          {words.mayDo}
        </h2>
        <ul className="lines">
          {may.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </>
  )
}
