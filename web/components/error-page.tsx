import { useLocation } from '@remix-run/react'
import type { Shell } from '../lib/shell.server.ts'
import { ContactLinks } from './contact-links.tsx'
import { Link } from './link.tsx'

type ErrorPageProps = { status: number; code: string; shell: Shell }

// Codes that need no words of their own.
const spokenAs: Record<string, string> = {
  slot_taken: 'conflict',
  session_full: 'conflict',
  changed_meanwhile: 'conflict',
  not_allowed: 'conflict',
  unauthorized: 'not_found',
  forbidden: 'not_found',
  idempotency_key_reused: 'conflict',
  already_started: 'conflict',
  slot_unavailable: 'invalid_input',
  unsupported_media_type: 'bad_request',
}

/** What went wrong, in the studio's look, with a way on. */
export function ErrorPage({ status, code, shell }: ErrorPageProps) {
  const { pathname, search } = useLocation()
  const { errors, backHome, book } = shell.words
  const { title, text } = wordsFor(errors, code)
  return (
    <main id="content" className="error-page">
      <p className="error-status" aria-hidden="true">
        {status}
      </p>
      <h1>{title}</h1>
      <p className="lead">{text}</p>
      <div className="actions">
        {status === 429 || status >= 500 ? (
          <a className="button" href={pathname + search}>
            {errors.tryAgain}
          </a>
        ) : (
          <Link className="button" to={`${shell.prefix}/book`}>
            {book}
          </Link>
        )}
        <Link className="button button-quiet" to={shell.prefix || '/'} reloadDocument>
          {backHome}
        </Link>
      </div>
      <div className="error-contact">
        <p className="soft">{errors.wayOn}</p>
        <ContactLinks {...shell.contact} />
      </div>
      {status >= 500 ? (
        <p className="soft small">
          {errors.requestId}: <code>{shell.requestId}</code>
        </p>
      ) : null}
    </main>
  )
}

type ErrorWords = Shell['words']['errors']

/** What to say for an error's code. */
export function wordsFor(errors: ErrorWords, code: string): { title: string; text: string } {
  const found = Object.entries(errors).find(([key]) => key === (spokenAs[code] ?? code))?.[1]
  return typeof found === 'object' ? found : errors.internal
}
