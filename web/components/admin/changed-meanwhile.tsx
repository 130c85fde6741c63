import { useLocation } from '@remix-run/react'
import type { Meanwhile } from '../../lib/form-answer.server.ts'
import { Cell, Row, RowHead, Table } from './table.tsx'

/**
 * At the top of a form that was filled in while somebody else changed the same: what they made of it beside what was typed.
 * Sent again, the form is about their edition; or the page is opened anew, as they left it.
 */
export function ChangedMeanwhile({ meanwhile }: { meanwhile: Meanwhile }) {
  const { title, text, rows, words } = meanwhile
  const { pathname, search } = useLocation()
  return (
    <div className="panel meanwhile" role="alert">
      <p className="meanwhile-title">{title}</p>
      <p>{text}</p>
      {rows.length > 0 ? (
        <Table caption={title} columns={['', words.theirs, words.yours]}>
          {rows.map(({ name, label, theirs, yours }) => (
            <Row key={name}>
              <RowHead>{label}</RowHead>
              <Cell label={words.theirs}>{theirs || '–'}</Cell>
              <Cell label={words.yours}>{yours || '–'}</Cell>
            </Row>
          ))}
        </Table>
      ) : null}
      <div className="desk-actions">
        <button className="button" type="submit">
          {words.keepMine}
        </button>
        <a
          className="button button-quiet"
          href={pathname + search}
          // What was typed is given up on purpose.
          onClick={({ currentTarget }) => delete currentTarget.closest('form')?.dataset['typed']}
        >
          {words.takeTheirs}
        </a>
      </div>
    </div>
  )
}
