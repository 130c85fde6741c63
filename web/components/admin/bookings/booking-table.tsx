import { Form } from '@remix-run/react'
import { useRef } from 'react'
import type { BookingLine, BookingsPage } from '../../../views/admin/bookings/bookings-view.server.ts'
import { useScripts } from '../../access/use-scripts.ts'
import { Link } from '../../link.tsx'
import { Cell, Row, RowHead, Table } from '../table.tsx'
import { StatusBadge } from './status-badge.tsx'
import { useListKeys } from './use-list-keys.ts'

type BookingTableProps = {
  page: Pick<BookingsPage, 'rows' | 'hasPlaces' | 'mayChange' | 'manyPath' | 'words'>
}

/** Bookings, each of which can be ticked, and what can be done with those that are: one form, with scripts or without. */
export function BookingTable({ page }: BookingTableProps) {
  const { rows, hasPlaces, mayChange, words } = page
  const list = useRef<HTMLFormElement>(null)
  const hasScripts = useScripts()
  useListKeys(list)
  const columns = [
    ...(mayChange ? [words.tick] : []),
    words.when,
    words.who,
    words.what,
    ...(hasPlaces ? [words.where] : []),
    words.status,
  ]
  return (
    // Nothing stays ticked of what was done.
    <Form
      method="post"
      className="many"
      ref={list}
      key={rows.map(({ id, badge }) => id + badge.status).join()}
    >
      {mayChange && hasScripts ? <TickAll label={words.tickAll} /> : null}
      <div className="bookings-table">
        <Table caption={words.title} columns={columns}>
          {rows.map((row) => (
            <BookingRow key={row.id} row={row} page={page} />
          ))}
        </Table>
      </div>
      {mayChange ? <ManyBar page={page} /> : null}
      {hasScripts ? <p className="desk-intro small keys-hint">{words.keys}</p> : null}
    </Form>
  )
}

function BookingRow({
  row,
  page: { hasPlaces, mayChange, words },
}: BookingTableProps & { row: BookingLine }) {
  return (
    <Row>
      {mayChange ? (
        <td className="tick-cell">
          <input type="checkbox" name="id" value={row.id} aria-label={row.tickLabel} />
        </td>
      ) : null}
      <Cell label={words.when}>
        <span className="cell-when">
          <b>{row.day}</b> {row.times}
        </span>
      </Cell>
      <RowHead>
        <Link className="row-link row-name" to={row.href} data-line="">
          {row.who}
        </Link>
        {row.bookedBy ? <span className="row-under">{row.bookedBy}</span> : null}
      </RowHead>
      <Cell label={words.what}>
        <span>
          {row.service} <span className="row-under">{row.trainer}</span>
        </span>
      </Cell>
      {hasPlaces ? <Cell label={words.where}>{row.place}</Cell> : null}
      <Cell label={words.status}>
        <StatusBadge badge={row.badge} />
      </Cell>
    </Row>
  )
}

function TickAll({ label }: { label: string }) {
  return (
    <label className="tick-all">
      <input
        type="checkbox"
        onChange={({ currentTarget: { form, checked } }) => {
          for (const tick of form?.querySelectorAll<HTMLInputElement>('input[name="id"]') ?? []) {
            tick.checked = checked
          }
        }}
      />
      {label}
    </label>
  )
}

/** What can be done with the ticked ones; what cannot be taken back asks on a page of its own. */
function ManyBar({ page: { manyPath, words } }: { page: Pick<BookingsPage, 'manyPath' | 'words'> }) {
  const { bulk } = words
  const asks = { formAction: manyPath, formMethod: 'get' } as const
  return (
    <fieldset className="many-bar">
      <legend className="visually-hidden">{bulk.label}</legend>
      <span className="many-label" aria-hidden="true">
        {bulk.label}
      </span>
      {(['confirm', 'check_in', 'no_show'] as const).map((deed) => (
        <button className="button button-quiet button-small" key={deed} name="intent" value={deed}>
          {bulk[deed]}
        </button>
      ))}
      {(['decline', 'cancel'] as const).map((deed) => (
        <button
          className="button button-quiet button-small button-warns"
          key={deed}
          name="deed"
          value={deed}
          {...asks}
        >
          {bulk[deed]}
        </button>
      ))}
    </fieldset>
  )
}
