import { redirect, type MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { OrderButtons } from '../components/admin/setup/order-buttons.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { policiesAnswer, policiesPage } from '../views/admin/setup/policy-view.server.ts'

export const loader = atDesk(policiesPage)

export const action = atDesk(async (desk) => redirect((await policiesAnswer(desk)).location, 303))

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Policies() {
  const { policies, mayChange, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={words.title} intro={words.intro}>
        {mayChange ? (
          <Link className="button" to="/admin/policies/new">
            {words.newTitle}
          </Link>
        ) : null}
      </PageHead>
      {policies.length === 0 ? <Empty title={words.none} text={words.noneText} /> : null}
      <ol className="policy-list">
        {policies.map(({ id, number, name, href, isActive, isForAll, text, upLabel, downLabel }) => (
          <li className="policy-item panel" key={id}>
            <span className="policy-number" aria-hidden="true">
              {number}
            </span>
            <div>
              <p className="policy-name">
                <Link className="text-link" to={href}>
                  {name}
                </Link>
                {isActive ? null : <span className="badge">{words.inactive}</span>}
                {isForAll ? <span className="badge badge-faint">{words.forAll}</span> : null}
              </p>
              <p className="soft">{text}</p>
            </div>
            {mayChange ? (
              <OrderButtons
                id={id}
                upLabel={upLabel}
                downLabel={downLabel}
                isFirst={number === 1}
                isLast={number === policies.length}
              />
            ) : null}
          </li>
        ))}
      </ol>
      {policies.length > 0 ? <p className="desk-intro">{words.otherwise}</p> : null}
    </>
  )
}
