import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { ClassTabs } from '../components/admin/classes/class-tabs.tsx'
import { NoClasses } from '../components/admin/classes/no-classes.tsx'
import { Fold } from '../components/admin/fold.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { seriesListPage, type SeriesRow } from '../views/admin/classes/series-list.server.ts'

export const loader = atDesk(seriesListPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ClassSeries() {
  const page = useLoaderData<typeof loader>()
  const { active, ended, newHref, words } = page
  return (
    <>
      <PageHead title={words.seriesTitle} intro={words.seriesIntro}>
        {newHref ? (
          <Link className="button" to={newHref}>
            {words.newSeries}
          </Link>
        ) : null}
      </PageHead>
      <ClassTabs words={words.tabs} />
      {active.length > 0 ? (
        <SeriesTable rows={active} words={words} />
      ) : (
        <NoClasses page={page} title={words.noSeries} text={words.noSeriesHint} />
      )}
      {ended.length > 0 ? (
        <div className="desk-section">
          <Fold title={`${words.ended} (${ended.length})`}>
            <SeriesTable rows={ended} words={words} />
          </Fold>
        </div>
      ) : null}
    </>
  )
}

type SeriesTableProps = {
  rows: readonly SeriesRow[]
  words: Awaited<ReturnType<typeof seriesListPage>>['words']
}

function SeriesTable({ rows, words }: SeriesTableProps) {
  return (
    <Table
      caption={words.seriesTitle}
      columns={[words.class, words.when, words.who, words.where, words.until]}
    >
      {rows.map(({ id, href, name, pattern, who, where, dates }) => (
        <Row key={id}>
          <RowHead>
            <Link className="text-link class-name" to={href}>
              {name}
            </Link>
          </RowHead>
          <Cell label={words.when}>{pattern}</Cell>
          <Cell label={words.who}>{who}</Cell>
          <Cell label={words.where}>{where}</Cell>
          <Cell label={words.until}>{dates}</Cell>
        </Row>
      ))}
    </Table>
  )
}
