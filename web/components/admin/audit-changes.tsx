type AuditChangesProps = { changes: readonly { field: string; before: string; after: string }[] }

/** What a deed changed: the field, what it was, what it is. */
export function AuditChanges({ changes }: AuditChangesProps) {
  if (changes.length === 0) return null
  return (
    <ul className="changes">
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          <span className="soft">{field}:</span> {before ? <del>{before}</del> : null}
          {before && after ? ' → ' : null}
          {after ? <ins>{after}</ins> : null}
        </li>
      ))}
    </ul>
  )
}
