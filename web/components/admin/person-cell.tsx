import { Link } from '../link.tsx'

type PersonCellProps = {
  name: string
  initials: string
  under: string
  href?: string
  mark?: string | undefined
}

/** Somebody in a list; with `href` the whole row leads to them. */
export function PersonCell({ name, initials, under, href, mark }: PersonCellProps) {
  return (
    <span className="row-main">
      <span className="avatar" aria-hidden="true">
        {initials}
      </span>
      <span>
        {href ? (
          <Link className="row-link row-name" to={href}>
            {name}
          </Link>
        ) : (
          <span className="row-name">{name}</span>
        )}
        {mark ? <span className="badge badge-faint">{mark}</span> : null}
        <span className="row-under">{under}</span>
      </span>
    </span>
  )
}
