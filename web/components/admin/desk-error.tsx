import { isRouteErrorResponse, useLocation } from '@remix-run/react'
import type { Shell } from '../../lib/shell.server.ts'
import { Link } from '../link.tsx'

type ErrorWords = NonNullable<Shell['deskErrors']>

type DeskErrorProps = { error: unknown; shell: Shell; isOutside?: boolean }

/** Codes that read alike. */
const spokenAs: Record<string, keyof ErrorWords> = {
  unauthorized: 'forbidden',
  forbidden: 'forbidden',
  not_found: 'not_found',
  link_spent: 'not_found',
  changed_meanwhile: 'changed',
  conflict: 'changed',
  rate_limited: 'rate_limited',
  unavailable: 'unavailable',
  outcome_unknown: 'unavailable',
}

/** What went wrong in the admin, with a way on. Outside of the frame that is to the site, or to another login. */
export function DeskError({ error, shell, isOutside = false }: DeskErrorProps) {
  const { pathname, search } = useLocation()
  const { deskErrors: words, requestId } = shell
  if (!words) return null
  const status = isRouteErrorResponse(error) ? error.status : 500
  const isStranger = isOutside && status === 403
  const { title, text } = isStranger ? words.notStaff : wordsOf(words, codeOf(error))
  return (
    <div className="desk-error">
      <h1>{title}</h1>
      <p className="desk-intro">{text}</p>
      <div className="desk-actions">
        {isStranger ? (
          <>
            <a className="button" href="/">
              {words.toSite}
            </a>
            <a
              className="button button-quiet"
              href={`/sign-in?next=${encodeURIComponent(pathname + search)}`}
            >
              {words.otherLogin}
            </a>
          </>
        ) : (
          <>
            {status === 429 || status >= 500 ? (
              <a className="button" href={pathname + search}>
                {words.tryAgain}
              </a>
            ) : null}
            <Link className="button button-quiet" to="/admin" reloadDocument={isOutside}>
              {words.back}
            </Link>
          </>
        )}
      </div>
      {status >= 500 ? (
        <p className="soft small">
          {words.number}: <code>{requestId}</code>
        </p>
      ) : null}
    </div>
  )
}

function wordsOf(words: ErrorWords, code: string): { title: string; text: string } {
  const found = words[spokenAs[code] ?? 'internal']
  return typeof found === 'object' ? found : words.internal
}

/** The code that loaders give (`PageError`), or one that fits what the router itself refuses. */
function codeOf(error: unknown): string {
  if (!isRouteErrorResponse(error)) return 'internal'
  const known: unknown = error.data
  if (typeof known === 'object' && known !== null && 'code' in known) return String(known.code)
  return error.status === 404 ? 'not_found' : 'internal'
}
