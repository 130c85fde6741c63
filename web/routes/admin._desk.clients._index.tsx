import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { PageLinks } from '../components/admin/page-links.tsx'
import { PersonCell } from '../components/admin/person-cell.tsx'
import { SearchForm } from '../components/admin/search-form.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { clientsPage } from '../views/admin/clients-view.server.ts'

export const loader = atDesk(clientsPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Clients() {
  const { clients, search, links, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={words.title} intro={words.intro} />
      <SearchForm search={{ label: words.search, value: search }} button={words.searchButton} />
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
      <PageLinks label={words.pages} links={links} />
    </>
  )
}
