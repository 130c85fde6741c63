import { redirect, type MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { Fold } from '../components/admin/fold.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { OrderButtons } from '../components/admin/setup/order-buttons.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { servicesAnswer, servicesPage, type ServiceRow } from '../views/admin/setup/services-view.server.ts'

export const loader = atDesk(servicesPage)

export const action = atDesk(async (desk) => redirect((await servicesAnswer(desk)).location, 303))

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

type Page = Awaited<ReturnType<typeof servicesPage>>

export default function Services() {
  const page = useLoaderData<typeof loader>()
  const { active, archived, mayChange, words } = page
  return (
    <>
      <PageHead title={words.title} intro={words.intro}>
        {mayChange ? (
          <Link className="button" to="/admin/services/new">
            {words.newTitle}
          </Link>
        ) : null}
      </PageHead>
      {active.length === 0 ? <Empty title={words.none} text={words.noneText} /> : null}
      {active.length > 0 ? <ServiceTable rows={active} page={page} canOrder={mayChange} /> : null}
      {archived.length > 0 ? (
        <div className="desk-section">
          <Fold title={`${words.archived} (${archived.length})`}>
            <ServiceTable rows={archived} page={page} canOrder={false} />
          </Fold>
        </div>
      ) : null}
    </>
  )
}

type ServiceTableProps = { rows: readonly ServiceRow[]; page: Page; canOrder: boolean }

function ServiceTable({ rows, page: { words }, canOrder }: ServiceTableProps) {
  const columns = [words.service, words.kind, words.duration, words.price, words.who]
  return (
    <Table caption={words.title} columns={canOrder ? [...columns, words.order] : columns}>
      {rows.map(({ id, name, href, kind, duration, price, trainers, color, ...labels }, index) => (
        <Row key={id}>
          <RowHead>
            <Link className="text-link setup-name" to={href}>
              <svg className="color-dot" viewBox="0 0 8 8" aria-hidden="true">
                <circle cx="4" cy="4" r="4" fill={color ?? 'currentColor'} />
              </svg>
              {name}
            </Link>
          </RowHead>
          <Cell label={words.kind}>{kind}</Cell>
          <Cell label={words.duration}>
            <span className="cell-when">{duration}</span>
          </Cell>
          <Cell label={words.price}>{price}</Cell>
          <Cell label={words.who}>{trainers}</Cell>
          {canOrder ? (
            <Cell>
              <OrderButtons
                id={id}
                upLabel={labels.upLabel}
                downLabel={labels.downLabel}
                isFirst={index === 0}
                isLast={index === rows.length - 1}
              />
            </Cell>
          ) : null}
        </Row>
      ))}
    </Table>
  )
}
