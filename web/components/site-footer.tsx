import type { Shell } from '../lib/shell.server.ts'
import { ContactLinks } from './contact-links.tsx'
import { Link } from './link.tsx'

/** How to reach the studio, at the end of every page. */
export function SiteFooter({ name, tagline, prefix, contact, hasClasses, words }: Shell) {
  return (
    <footer className="site-footer">
      <div className="site-footer-inner">
        <div>
          <p className="site-footer-name">{name}</p>
          {tagline ? <p className="soft">{tagline}</p> : null}
        </div>
        <ContactLinks {...contact} />
        <ul className="footer-links">
          {hasClasses ? (
            <li>
              <Link className="text-link" to={`${prefix}/classes`}>
                {words.classes}
              </Link>
            </li>
          ) : null}
          <li>
            <Link className="text-link" to={`${prefix}/book`}>
              {words.book}
            </Link>
          </li>
        </ul>
      </div>
    </footer>
  )
}
