import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { Empty } from '../components/admin/empty.tsx'
import { FilterBar } from '../components/admin/filter-bar.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { PageLinks } from '../components/admin/page-links.tsx'
import { PersonCell } from '../components/admin/person-cell.tsx'
import { SearchForm } from '../components/admin/search-form.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { Field } from '../components/field.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { clientsPage } from '../views/admin/clients-view.server.ts'
import { saveSegmentAnswer } from '../views/admin/clients/segments-view.server.ts'

export const loader = atDesk(clientsPage)

export const action = atDesk(async (desk) => sendAnswer(await saveSegmentAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

type Page = Awaited<ReturnType<typeof clientsPage>>

export default function Clients() {
  const page = useLoaderData<typeof loader>()
  const { clients, search, filters, clear, meaning, found, links, isNarrowed, actions, words } = page
  return (
    <>
      <PageHead title={words.title} intro={words.intro}>
        {actions.exportList ? (
          <Link className="button button-quiet" to={actions.exportList}>
            {words.exportList}
          </Link>
        ) : null}
        {actions.make ? (
          <Link className="button" to={actions.make}>
            {words.make}
          </Link>
        ) : null}
      </PageHead>
      <nav className="client-places" aria-label={words.title}>
        {page.places.map(({ href, label }) => (
          <Link className="text-link small" to={href} key={href}>
            {label}
          </Link>
        ))}
      </nav>
      <SearchForm search={{ label: words.search, value: search }} button={words.searchButton} found={found}>
        <FilterBar filters={filters} clear={clear} title={words.filterTitle} />
      </SearchForm>
      {meaning ? <p className="desk-intro list-meaning">{meaning}</p> : null}
      {clients.length === 0 ? (
        <Empty
          title={search ? words.none : isNarrowed ? words.noneFit : words.empty}
          text={search ? words.noneHint : isNarrowed ? words.noneFitHint : words.emptyHint}
        />
      ) : (
        <>
          <p className="list-count soft small">{found}</p>
          <ClientTable page={page} />
        </>
      )}
      <PageLinks label={words.pages} links={links} />
      {page.saveSegment ? <SaveSegment page={page} /> : null}
    </>
  )
}

function ClientTable({ page: { clients, words } }: { page: Page }) {
  return (
    <Table
      caption={words.title}
      columns={[words.name, words.phone, words.visits, words.lastVisit, words.owes]}
    >
      {clients.map((client) => (
        <Row key={client.id}>
          <RowHead>
            <PersonCell {...client} />
            {client.tags.length > 0 ? (
              <span className="tag-line">
                {client.tags.map((tag) => (
                  <span className="badge" key={tag}>
                    {tag}
                  </span>
                ))}
              </span>
            ) : null}
          </RowHead>
          <Cell label={words.phone}>{client.phone}</Cell>
          <Cell label={words.visits}>{client.visits}</Cell>
          <Cell label={words.lastVisit}>{client.lastVisit}</Cell>
          <Cell label={words.owes}>{client.owes}</Cell>
        </Row>
      ))}
    </Table>
  )
}

/** Keeps what the list is narrowed by, under a name. */
function SaveSegment({ page: { words } }: { page: Page }) {
  const refused = useActionData<typeof action>()
  return (
    <DeskForm className="form-inline save-segment" alert={refused?.message}>
      <Field
        name="name"
        label={words.segmentName}
        autoComplete="off"
        maxLength={60}
        defaultValue={refused?.values['name']}
        error={refused?.errors['name']}
      />
      <button className="button button-quiet" type="submit">
        {words.saveSegment}
      </button>
    </DeskForm>
  )
}
