import type { Shell } from '../lib/shell.server.ts'
import { ContactLinks } from './contact-links.tsx'
import { Link } from './link.tsx'

/** How to reach the studio, at the end of every page. */
export function SiteFooter(shell: Shell) {
  const { name, tagline, prefix, contact, hasClasses, social, legal, words } = shell
  return (
    <footer className="site-footer">
      <div className="site-footer-inner">
        <div>
          <p className="site-footer-name">{name}</p>
          {tagline ? <p className="soft">{tagline}</p> : null}
          {social.length > 0 ? (
            <ul className="social-links">
              {social.map(({ href, name: network, sign }) => (
                <li key={href}>
                  <a className="social-link" href={href} rel="noreferrer" aria-label={network}>
                    <svg viewBox="0 0 24 24" aria-hidden="true">
                      <path d={sign} />
                    </svg>
                  </a>
                </li>
              ))}
            </ul>
          ) : null}
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
          {legal.map(({ slug, title }) => (
            <li key={slug}>
              <Link className="text-link" to={`${prefix}/legal/${slug}`}>
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  )
}
