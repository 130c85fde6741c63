import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { MessageTabs } from '../components/admin/message-tabs.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { textsPage } from '../views/admin/messages/texts-view.server.ts'

export const loader = atDesk(textsPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Texts() {
  const { tabs, groups, words } = useLoaderData<typeof loader>()
  const { channels } = words
  return (
    <>
      <PageHead title={words.title} intro={words.intro} />
      <MessageTabs {...tabs} />
      {groups.map(({ key, title, rows }) => (
        <section className="texts-group" aria-labelledby={`texts-${key}`} key={key}>
          <h2 id={`texts-${key}`}>{title}</h2>
          <Table caption={title} columns={[words.what, channels.email, channels.sms, channels.push]}>
            {rows.map((row) => (
              <Row key={row.kind}>
                <RowHead>{row.name}</RowHead>
                {row.channels.map(({ label, href, isOwn }) => (
                  <Cell key={label} label={label}>
                    {href === null ? (
                      <span className="row-under">
                        <span aria-hidden="true">–</span>
                        <span className="visually-hidden">{words.none}</span>
                      </span>
                    ) : (
                      <Link className="text-link texts-link" to={href}>
                        <span className="visually-hidden">{`${row.name}, ${label}: `}</span>
                        {isOwn ? <span className="badge badge-good">{words.own}</span> : words.ours}
                      </Link>
                    )}
                  </Cell>
                ))}
              </Row>
            ))}
          </Table>
        </section>
      ))}
    </>
  )
}
