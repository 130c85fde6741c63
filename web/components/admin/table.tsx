import type { ReactNode } from 'react'

type TableProps = {
  /** For those who hear the page. */
  caption: string
  /** The headings; an empty one for what needs none. */
  columns: readonly string[]
  children: ReactNode
}

/** Rows with columns at a desk; a list on a phone, where each cell says what it is. */
export function Table({ caption, columns, children }: TableProps) {
  return (
    <div className="table-scroll">
      <table className="table table-lists">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column || index} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

export function Row({ children }: { children: ReactNode }) {
  return <tr>{children}</tr>
}

/** What a row is about. */
export function RowHead({ children }: { children: ReactNode }) {
  return <th scope="row">{children}</th>
}

/** `label` is the column's heading, said in lists. */
export function Cell({ label, children }: { label?: string; children: ReactNode }) {
  return <td data-label={label}>{children}</td>
}
