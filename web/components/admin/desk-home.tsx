import type { homePage } from '../../views/admin/home-view.server.ts'
import { Link } from '../link.tsx'
import { PageHead } from './page-head.tsx'
import { ToDoList } from './to-do-list.tsx'

/** The first page of who has no bookings to look at. */
export function DeskHome({ name, intro, todo, links, words }: Awaited<ReturnType<typeof homePage>>) {
  return (
    <>
      <PageHead title={name} intro={intro} />
      <section className="desk-section" aria-labelledby="todo">
        <h2 className="desk-section-head" id="todo">
          {words.todo}
        </h2>
        {todo.length === 0 ? <p className="desk-intro">{words.nothing}</p> : <ToDoList todo={todo} />}
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
