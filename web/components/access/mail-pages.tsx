import type { SentPage, SpentPage } from '../../views/access/access-page.server.ts'
import { Link } from '../link.tsx'
import { AccessPage } from './access-page.tsx'

/** A mail is on its way, or would be if there were somebody to write to. */
export function MailSent({ page: { title, text, againHref, words } }: { page: SentPage }) {
  return (
    <AccessPage title={title} text={text}>
      <p className="soft">{words.nothing}</p>
      <p>
        <Link className="text-link" to={againHref}>
          {words.again}
        </Link>
      </p>
    </AccessPage>
  )
}

/** A link that was mailed has been used, or is too old. */
export function LinkSpent({ page: { title, way, words } }: { page: SpentPage }) {
  return (
    <AccessPage title={title} text={words.text}>
      <div className="actions">
        <Link className="button" to={way.href}>
          {way.label}
        </Link>
      </div>
    </AccessPage>
  )
}
