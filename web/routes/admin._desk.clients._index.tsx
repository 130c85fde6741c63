import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { PersonCell } from '../components/admin/person-cell.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { clientsPage } from '../views/admin/clients-view.server.ts'

export const loader = atDesk(clientsPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Clients() {
  const { clients, search, nextHref, firstHref, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={words.title} intro={words.intro} />
      <Form className="search">
        <label className="visually-hidden" htmlFor="q">
          {words.search}
        </label>
        <input
          className="field-input"
          id="q"
          name="q"
          type="search"
          placeholder={words.search}
          defaultValue={search}
          key={search}
          maxLength={100}
          autoComplete="off"
        />
        <button className="button button-quiet" type="submit">
          {words.searchButton}
        </button>
      </Form>
      {clients.length === 0 ? (
        <Empty title={search ? words.none : words.empty} text={search ? words.noneHint : words.emptyHint} />
      ) : (
        <Table caption={words.title} columns={[words.name, words.phone, words.since]}>
          {clients.map((client) => (
            <Row key={client.id}>
              <RowHead>
                <PersonCell {...client} under={client.email} />
              </RowHead>
              <Cell label={words.phone}>{client.phone}</Cell>
              <Cell label={words.since}>{client.since}</Cell>
            </Row>
          ))}
        </Table>
      )}
      <nav className="pages" aria-label={words.pages}>
        {firstHref ? (
          <Link className="button button-quiet" to={firstHref}>
            {words.first}
          </Link>
        ) : null}
        {nextHref ? (
          <Link className="button button-quiet" to={nextHref}>
            {words.next}
          </Link>
        ) : null}
      </nav>
    </>
  )
}
