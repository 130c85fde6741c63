import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { rolesPage } from '../views/admin/roles-view.server.ts'

export const loader = atDesk(rolesPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Roles() {
  const { roles, rows, mayShape, words } = useLoaderData<typeof loader>()
  const own = roles.filter(({ isBuiltIn }) => !isBuiltIn)
  return (
    <>
      <PageHead title={words.title} intro={words.intro}>
        {mayShape ? (
          <Link className="button" to="/admin/roles/new">
            {words.make}
          </Link>
        ) : null}
      </PageHead>
      <Table caption={words.title} columns={[words.area, ...roles.map(({ name }) => name)]}>
        {rows.map(({ area, name, cells }) => (
          <Row key={area}>
            <RowHead>{name}</RowHead>
            {cells.map(({ id, role, allowed, text }) => (
              <Cell key={id} label={role}>
                <span className={`allowed allowed-${allowed}`}>
                  {allowed === 'nothing' ? (
                    <>
                      <span aria-hidden="true">{text}</span>
                      <span className="visually-hidden">{words.allowed.nothingAloud}</span>
                    </>
                  ) : (
                    text
                  )}
                </span>
              </Cell>
            ))}
          </Row>
        ))}
      </Table>
      <section className="desk-section" aria-labelledby="built-in">
        <h2 className="desk-section-head" id="built-in">
          {words.builtIn}
        </h2>
        <ul className="cards">
          {roles
            .filter(({ isBuiltIn }) => isBuiltIn)
            .map(({ id, name, text, people }) => (
              <li className="card" key={id}>
                <span className="card-title">{name}</span>
                <span className="card-text">{text}</span>
                <span className="card-text">{people}</span>
              </li>
            ))}
        </ul>
      </section>
      <section className="desk-section" aria-labelledby="own">
        <h2 className="desk-section-head" id="own">
          {words.own}
        </h2>
        {own.length === 0 ? (
          <Empty title={words.ownNone} text={words.ownHint} />
        ) : (
          <ul className="cards">
            {own.map(({ id, name, people, href }) => (
              <li key={id} className={mayShape ? undefined : 'card'}>
                {mayShape ? (
                  <Link className="card-link" to={href}>
                    <span className="card-title">{name}</span>
                    <span className="card-text">{people}</span>
                  </Link>
                ) : (
                  <>
                    <span className="card-title">{name}</span>
                    <span className="card-text">{people}</span>
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}
