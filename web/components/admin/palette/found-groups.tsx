import type { SearchPage } from '../../../views/admin/search-view.server.ts'
import { Link } from '../../link.tsx'

/** What is found, kind by kind. */
export function FoundGroups({ groups }: Pick<SearchPage, 'groups'>) {
  return groups.map(({ key, title, items }) => (
    <section className="found-kind" key={key}>
      <h2>{title}</h2>
      <ul>
        {items.map(({ href, label, under }) => (
          <li key={href}>
            <Link className="found-item" to={href}>
              <span className="found-label">{label}</span>
              {under ? <span className="found-under">{under}</span> : null}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ))
}
