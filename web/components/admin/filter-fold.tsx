import type { ReactNode } from 'react'

type FilterFoldProps = {
  label: string
  /** How many of them are on. */
  count: number
  children: ReactNode
}

/** What a list is narrowed by: where there is little room, closed until it is asked for. */
export function FilterFold({ label, count, children }: FilterFoldProps) {
  return (
    <details className="filter-fold">
      <summary>
        {label} {count > 0 ? <span className="badge badge-strong">{count}</span> : null}
      </summary>
      {children}
    </details>
  )
}
