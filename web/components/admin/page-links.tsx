import { Link } from '../link.tsx'

type PageLinksProps = {
  /** What these links are, for those who hear the page. */
  label: string
  /** Back towards the start, and on; null where there is nothing. */
  links: readonly ({ href: string; label: string } | null)[]
}

/** The ways through a list that is longer than a page. */
export function PageLinks({ label, links }: PageLinksProps) {
  const shown = links.filter((link) => link !== null)
  if (shown.length === 0) return null
  return (
    <nav className="pages" aria-label={label}>
      {shown.map(({ href, label: text }) => (
        <Link className="button button-quiet" to={href} key={text}>
          {text}
        </Link>
      ))}
    </nav>
  )
}
