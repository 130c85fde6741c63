import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SettingsTabs } from '../components/admin/setup/settings-tabs.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { endpointsPage } from '../views/admin/webhooks/endpoints-view.server.ts'

export const loader = atDesk(endpointsPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Webhooks() {
  const { endpoints, isFull, newHref, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={words.title} intro={words.intro}>
        {isFull ? null : (
          <Link className="button" to={newHref}>
            {words.add}
          </Link>
        )}
      </PageHead>
      <SettingsTabs words={words} mayChange />
      {isFull ? <p className="desk-intro">{words.full}</p> : null}
      {endpoints.length === 0 ? (
        <Empty title={words.none} text={words.noneHint} />
      ) : (
        <Table caption={words.title} columns={[words.address, words.events, words.status]}>
          {endpoints.map(({ id, url, description, href, events, status, badge }) => (
            <Row key={id}>
              <RowHead>
                <Link className="row-link webhook-url" to={href}>
                  {url}
                </Link>
                {description ? <span className="row-under">{description}</span> : null}
              </RowHead>
              <Cell label={words.events}>{events}</Cell>
              <Cell label={words.status}>
                <span className={`badge ${badge}`}>{status}</span>
              </Cell>
            </Row>
          ))}
        </Table>
      )}
    </>
  )
}
