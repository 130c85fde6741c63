import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { keysPage } from '../views/admin/keys-view.server.ts'

export const loader = atDesk(keysPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Keys() {
  const { keys, mayChange, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={words.title} intro={words.intro}>
        {mayChange ? (
          <Link className="button" to="/admin/keys/new">
            {words.make}
          </Link>
        ) : null}
      </PageHead>
      {keys.length === 0 ? <Empty title={words.none} text={words.noneHint} /> : null}
      {keys.length > 0 ? (
        <Table
          caption={words.title}
          columns={[words.name, words.may, words.madeBy, words.lastUsed, words.ends, '']}
        >
          {keys.map((key) => (
            <Row key={key.id}>
              <RowHead>
                {key.name}
                {key.hint ? <code className="row-under">{key.hint}</code> : null}
              </RowHead>
              <Cell label={words.may}>
                <ul className="changes">
                  {key.may.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </Cell>
              <Cell label={words.madeBy}>{key.madeBy}</Cell>
              <Cell label={words.lastUsed}>{key.lastUsed}</Cell>
              <Cell label={words.ends}>
                {key.isOver ? <span className="badge badge-warns">{words.expired}</span> : key.ends}
              </Cell>
              <Cell>
                {mayChange ? (
                  <Link className="button button-quiet button-small button-warns" to={key.revokeHref}>
                    {words.revoke}
                    <span className="visually-hidden"> {key.name}</span>
                  </Link>
                ) : null}
              </Cell>
            </Row>
          ))}
        </Table>
      ) : null}
    </>
  )
}
