import type { MailSenderSection as Section } from '../../../views/admin/messages/mail-sender-view.server.ts'
import { Link } from '../../link.tsx'

/** From whom mail comes, and the way to change that. */
export function MailSenderSection({ section }: { section: Section }) {
  const { title, state, stateLabel, facts, note, way } = section
  return (
    <section className="panel domain" aria-labelledby="mail-sender">
      <div className="domain-head">
        <h2 id="mail-sender">{title}</h2>
        <span className={state === 'verified' ? 'badge badge-strong' : 'badge'}>{stateLabel}</span>
      </div>
      <dl className="domain-facts">
        {facts.map(({ label, value }) => (
          <div className="domain-row-form" key={label}>
            <dt>{label}</dt>
            <dd className="domain-name">{value}</dd>
          </div>
        ))}
      </dl>
      {note ? <p className="soft">{note}</p> : null}
      {way ? (
        <div className="desk-actions">
          <Link className="button button-quiet" to={way.href}>
            {way.label}
          </Link>
        </div>
      ) : null}
    </section>
  )
}
