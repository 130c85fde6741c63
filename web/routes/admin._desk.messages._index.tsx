import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { FilterBar } from '../components/admin/filter-bar.tsx'
import { MessageTabs } from '../components/admin/message-tabs.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { PageLinks } from '../components/admin/page-links.tsx'
import { SearchForm } from '../components/admin/search-form.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { messagesPage } from '../views/admin/messages/messages-view.server.ts'

export const loader = atDesk(messagesPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

type Page = Awaited<ReturnType<typeof messagesPage>>

export default function Messages() {
  const page = useLoaderData<typeof loader>()
  const { tabs, whens, filters, keep, client, clear, rows, isNarrowed, links, words } = page
  return (
    <>
      <PageHead title={words.title} intro={words.intro} />
      <MessageTabs {...tabs} />
      <nav className="tabs message-whens" aria-label={words.whenLabel}>
        {whens.map(({ label, href, isCurrent }) => (
          <Link className="tab" to={href} key={label} {...(isCurrent ? { 'aria-current': 'page' } : {})}>
            {label}
          </Link>
        ))}
      </nav>
      <SearchForm button={words.show} keep={keep}>
        <FilterBar filters={filters} clear={clear} title={words.filter} />
      </SearchForm>
      {client ? (
        <p className="message-client">
          {client.label}{' '}
          <Link className="text-link" to={client.clear.href}>
            {client.clear.label}
          </Link>
        </p>
      ) : null}
      {rows.length === 0 ? (
        <Empty
          title={isNarrowed ? words.none : words.empty}
          text={isNarrowed ? words.noneHint : words.emptyHint}
        />
      ) : (
        <Rows rows={rows} words={words} />
      )}
      <PageLinks label={words.pages} links={links} />
    </>
  )
}

function Rows({ rows, words }: Pick<Page, 'rows' | 'words'>) {
  return (
    <Table caption={words.title} columns={[words.what, words.who, words.how, words.when, words.became]}>
      {rows.map((row) => (
        <Row key={row.id}>
          <RowHead>
            <Link className="row-link cell-what" to={row.href}>
              {row.what}
            </Link>
            <span className="row-under">{row.about}</span>
          </RowHead>
          <Cell label={words.who}>
            <span>
              {row.who}
              <span className="row-under message-to">{row.to}</span>
            </span>
          </Cell>
          <Cell label={words.how}>{row.channel}</Cell>
          <Cell label={words.when}>
            <span className="cell-when">{row.when}</span>
          </Cell>
          <Cell label={words.became}>
            <span>
              <span className={`badge ${row.badge}`}>{row.state}</span>
              {row.reason ? <span className="row-under">{row.reason}</span> : null}
            </span>
          </Cell>
        </Row>
      ))}
    </Table>
  )
}
