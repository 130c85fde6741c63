import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { homeView } from '../views/admin/home-view.server.ts'

export const loader = atDesk(homeView)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function AdminHome() {
  const { person, email, todo, links, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={person.name} intro={`${person.role} · ${email}`} />
      <section className="desk-section" aria-labelledby="todo">
        <h2 className="desk-section-head" id="todo">
          {words.todo}
        </h2>
        {todo.length === 0 ? <p className="desk-intro">{words.nothing}</p> : null}
        {todo.length > 0 ? (
          <ul className="notes-to-do">
            {todo.map(({ key, text, href, link }) => (
              <li className="to-do" key={key}>
                <span className="to-do-text">{text}</span>
                <Link className="button button-quiet button-small" to={href}>
                  {link}
                </Link>
              </li>
            ))}
          </ul>
        ) : null}
      </section>
      <section className="desk-section" aria-labelledby="quick">
        <h2 className="desk-section-head" id="quick">
          {words.quick}
        </h2>
        <ul className="cards">
          {links.map(({ href, label, hint }) => (
            <li key={href}>
              <Link className="card-link" to={href}>
                <span className="card-title">{label}</span>
                <span className="card-text">{hint}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
