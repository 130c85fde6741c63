import type { DomainCard, DomainPage } from '../../../views/admin/site/domain-view.server.ts'
import { Link } from '../../link.tsx'
import { DeskForm } from '../desk-form.tsx'
import { RecordToSet } from '../record-to-set.tsx'

type CardProps = { domain: DomainCard; page: DomainPage }

/** A domain of the studio's own: what to set, what was found, and what to do next. */
export function OwnDomainCard({ domain, page }: CardProps) {
  const { host, name, sentName, status, records, apexText, certificate, said, looked } = domain
  const { words, mayChange } = page
  return (
    <section className="panel domain" aria-labelledby={`domain-${host}`}>
      <div className="domain-head">
        <h2 className="domain-name" id={`domain-${host}`}>
          {name}
        </h2>
        <span className={status === 'ready' ? 'badge badge-strong' : 'badge'}>{words.status[status]}</span>
      </div>
      {sentName ? <p className="soft domain-name">{sentName}</p> : null}
      <p className="desk-intro">{words.recordsText}</p>
      {records.map((record) => (
        <RecordToSet record={record} words={words} key={record.key} />
      ))}
      {apexText ? <p className="field-hint">{apexText}</p> : null}
      <div className="domain-record">
        <h3>{words.certificate}</h3>
        <p>{certificate}</p>
        {said.length > 0 ? (
          <p className="soft" lang="en">
            {words.said} {said.join(' ')}
          </p>
        ) : null}
      </div>
      {looked ? <p className="soft">{looked}</p> : null}
      {mayChange ? <Deeds domain={domain} page={page} /> : null}
    </section>
  )
}

function Deeds({ domain: { host, name, other, removeHref }, page: { words, mayCheck } }: CardProps) {
  return (
    <div className="desk-actions">
      {mayCheck ? (
        <DeskForm className="domain-row-form" preventScrollReset>
          <input type="hidden" name="host" value={host} />
          <button className="button" name="intent" value="check" aria-label={`${words.check}: ${name}`}>
            {words.check}
          </button>
        </DeskForm>
      ) : null}
      {other ? (
        <DeskForm className="domain-row-form">
          <input type="hidden" name="host" value={other.host} />
          <button className="button button-quiet">{other.label}</button>
        </DeskForm>
      ) : null}
      <Link
        className="button button-quiet button-warns"
        to={removeHref}
        aria-label={`${words.remove}: ${name}`}
      >
        {words.remove}
      </Link>
    </div>
  )
}
