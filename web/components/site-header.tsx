import { useLocation } from '@remix-run/react'
import type { Shell } from '../lib/shell.server.ts'
import { Link } from './link.tsx'
import { Wordmark } from './mark.tsx'

/** The studio's name, its languages, the ways in and to book. */
export function SiteHeader(shell: Shell) {
  const { name, initials, logo, prefix, locale, languages, hasClasses, person, words } = shell
  const { pathname } = useLocation()
  const isBooking = pathname.slice(prefix.length).startsWith('/book')
  return (
    <header className="site-header">
      <div className="site-header-inner">
        <Link className="wordmark" to={prefix || '/'}>
          <Wordmark logo={logo} name={name} initials={initials} />
        </Link>
        <div className="site-header-end">
          {hasClasses ? (
            <Link className="header-link" to={`${prefix}/classes`}>
              {words.classes}
            </Link>
          ) : null}
          {languages.length > 1 ? (
            <LanguageSwitch locale={locale} prefix={prefix} languages={languages} label={words.language} />
          ) : null}
          {/* A whole page: another frame may be around it. */}
          <a className="header-person" href={person.href}>
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <circle cx="10" cy="6.5" r="3.5" />
              <path d="M3 18a7 6 0 0 1 14 0" />
            </svg>
            <span>{person.label}</span>
          </a>
          {isBooking ? null : (
            <Link className="button button-small" to={`${prefix}/book`}>
              {words.book}
            </Link>
          )}
        </div>
      </div>
    </header>
  )
}

type LanguageSwitchProps = {
  locale: string
  prefix: string
  languages: { code: string; name: string }[]
  label: string
}

/** The same page in another language: a whole new page, so that nothing of the old language stays. */
function LanguageSwitch({ locale, prefix, languages, label }: LanguageSwitchProps) {
  const { pathname, search } = useLocation()
  const bare = pathname.slice(prefix.length)
  return (
    <nav className="languages" aria-label={label}>
      {languages.map(({ code, name }) => (
        <a
          key={code}
          className="language"
          href={`/${code}${bare === '/' ? '' : bare}${search}`}
          hrefLang={code}
          lang={code}
          aria-label={name}
          aria-current={code === locale ? 'true' : undefined}
        >
          {code.toUpperCase()}
        </a>
      ))}
    </nav>
  )
}
