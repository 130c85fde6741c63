import { useEffect, useRef } from 'react'
import type { TimesView } from '../../views/times-view.server.ts'
import { Link } from '../link.tsx'
import { Portrait } from '../portrait.tsx'

/** The same day with somebody else. */
export function TrainerSwitch({ trainers, label }: { trainers: TimesView['trainers']; label: string }) {
  const row = useRef<HTMLElement>(null)
  const current = trainers.find(({ isCurrent }) => isCurrent)?.slug
  useEffect(() => {
    // On phones the row scrolls; who is chosen must be seen.
    const chosen = row.current?.querySelector<HTMLElement>('[aria-current]')
    if (chosen && row.current) row.current.scrollLeft = chosen.offsetLeft - row.current.offsetLeft - 16
  }, [current])
  if (trainers.length === 0) return null
  return (
    <nav className="trainer-switch" aria-label={label} ref={row}>
      <ul className="trainer-switch-list">
        {trainers.map(({ slug, name, portrait, href, isCurrent }) => (
          <li key={slug}>
            <Link
              className="trainer-choice"
              to={href}
              aria-current={isCurrent ? 'true' : undefined}
              preventScrollReset
            >
              {portrait ? <Portrait {...portrait} size="small" /> : <AnyFace />}
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Several people in one small picture. */
function AnyFace() {
  return (
    <svg className="portrait portrait-small any-face" viewBox="0 0 40 40" aria-hidden="true">
      <circle cx="14" cy="16" r="6" />
      <circle cx="27" cy="16" r="6" />
      <path d="M3 36A11 11 0 0 1 25 36ZM17 36A11 11 0 0 1 38 36Z" />
    </svg>
  )
}
