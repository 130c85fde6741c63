import type { SecurityPage } from '../../views/security/security-view.server.ts'
import { Link } from '../link.tsx'
import { Settings } from './settings.tsx'

/** How somebody signs in, in short. */
export function SecurityOverview({ page: { text, notice, parts } }: { page: SecurityPage }) {
  return (
    <Settings notice={notice}>
      <p>{text}</p>
      <ul className="settings-list">
        {parts.map(({ title, text, href, label }) => (
          <li className="settings-row" key={href}>
            <div className="settings-text">
              <h2 className="settings-title">{title}</h2>
              <p className="soft">{text}</p>
            </div>
            <Link className="button button-quiet button-small" to={href} aria-label={`${title}: ${label}`}>
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </Settings>
  )
}
