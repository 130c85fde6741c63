import type { ToDo } from '../../views/admin/desk-todo.server.ts'
import { Link } from '../link.tsx'

/** What waits for whoever looks, each with the way there. */
export function ToDoList({ todo }: { todo: readonly ToDo[] }) {
  return (
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
  )
}
