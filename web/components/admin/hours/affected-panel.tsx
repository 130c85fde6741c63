import type { AffectedView } from '../../../views/admin/affected-view.server.ts'

type AffectedPanelProps = { affected: AffectedView; title: string; text: string }

/** What a change would be in the way of: it stays as it is, and whoever saves has seen it. */
export function AffectedPanel({ affected, title, text }: AffectedPanelProps) {
  return (
    <div className="panel affected-panel" role="alert">
      <p className="affected-title">{title}</p>
      <p>{text}</p>
      <ul className="affected">
        {affected.lines.map(({ id, when, what, href }) => (
          <li key={id} className="affected-line">
            <span className="affected-when">{when}</span>
            {/* In another window: what is being changed here stays. */}
            {href ? (
              <a className="text-link" href={href} target="_blank" rel="noreferrer">
                {what}
              </a>
            ) : (
              what
            )}
          </li>
        ))}
        {affected.more ? <li>{affected.more}</li> : null}
      </ul>
    </div>
  )
}
