import { redirect, type MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { Fold } from '../components/admin/fold.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { PersonCell } from '../components/admin/person-cell.tsx'
import { OrderButtons } from '../components/admin/setup/order-buttons.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { trainersAnswer, trainersPage, type TrainersPage } from '../views/admin/setup/trainers-view.server.ts'

export const loader = atDesk(trainersPage)

export const action = atDesk(async (desk) => redirect((await trainersAnswer(desk)).location, 303))

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Trainers() {
  const page = useLoaderData<typeof loader>()
  const { active, archived, mayChange, words } = page
  return (
    <>
      <PageHead title={words.title} intro={words.intro}>
        {mayChange ? (
          <Link className="button" to="/admin/trainers/new">
            {words.newTitle}
          </Link>
        ) : null}
      </PageHead>
      {active.length === 0 ? <Empty title={words.none} text={words.noneText} /> : null}
      {active.length > 0 ? <TrainerTable rows={active} page={page} canOrder={mayChange} /> : null}
      {archived.length > 0 ? (
        <div className="desk-section">
          <Fold title={`${words.archived} (${archived.length})`}>
            <TrainerTable rows={archived} page={page} canOrder={false} />
          </Fold>
        </div>
      ) : null}
    </>
  )
}

type TrainerTableProps = { rows: TrainersPage['active']; page: TrainersPage; canOrder: boolean }

function TrainerTable({ rows, page: { hasPlaces, knowsLogins, words }, canOrder }: TrainerTableProps) {
  const columns = [
    words.trainer,
    words.services,
    ...(hasPlaces ? [words.place] : []),
    words.site,
    ...(knowsLogins ? [words.login] : []),
    ...(canOrder ? [words.order] : []),
  ]
  return (
    <Table caption={words.title} columns={columns}>
      {rows.map((row, index) => (
        <Row key={row.id}>
          <RowHead>
            <PersonCell {...row} />
          </RowHead>
          <Cell label={words.services}>{row.services}</Cell>
          {hasPlaces ? <Cell label={words.place}>{row.place}</Cell> : null}
          <Cell label={words.site}>
            {row.isBookable ? words.bookable : <span className="badge">{words.notBookable}</span>}
          </Cell>
          {knowsLogins ? <Cell label={words.login}>{row.login || words.noLogin}</Cell> : null}
          {canOrder ? (
            <Cell>
              <OrderButtons
                id={row.id}
                upLabel={row.upLabel}
                downLabel={row.downLabel}
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
