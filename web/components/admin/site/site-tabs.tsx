import { Link } from '../../link.tsx'

type SiteTabsProps = { parts: { href: string; label: string; isCurrent: boolean }[]; label: string }

/** The pages about the site, one beside the other. */
export function SiteTabs({ parts, label }: SiteTabsProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {parts.map(({ href, label: name, isCurrent }) => (
        <Link className="tab" key={href} to={href} aria-current={isCurrent ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  )
}
