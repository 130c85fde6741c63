import { useFetcher } from '@remix-run/react'
import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { BookingRecordPage } from '../../../views/admin/bookings/booking-record-view.server.ts'
import { Link } from '../../link.tsx'
import { StatusBadge } from './status-badge.tsx'

type BookingActionsProps = {
  page: Pick<BookingRecordPage, 'badge' | 'presses' | 'links'>
  refused: RefusedForm | undefined
}

/** How a booking stands, and what can be done: shown as done at once, and put right when it was not. */
export function BookingActions({ page: { badge, presses, links }, refused }: BookingActionsProps) {
  const fetcher = useFetcher<RefusedForm>()
  const pressed = presses.find(({ press }) => press === fetcher.formData?.get('intent'))
  const message = (fetcher.data ?? refused)?.message
  return (
    <div className="booking-head">
      <p className="booking-state" aria-live="polite">
        <StatusBadge badge={pressed ? { ...badge, label: pressed.becomes } : badge} />
      </p>
      {message ? (
        <p className="form-errors" role="alert">
          {message}
        </p>
      ) : null}
      <div className="desk-actions">
        {presses.length > 0 ? (
          <fetcher.Form method="post" className="presses">
            {presses.map(({ press, label }, index) => (
              <button
                className={index === 0 ? 'button' : 'button button-quiet'}
                key={press}
                name="intent"
                value={press}
                disabled={pressed !== undefined}
              >
                {label}
              </button>
            ))}
          </fetcher.Form>
        ) : null}
        {links.map(({ href, label, isGrave }) => (
          <Link className={`button button-quiet ${isGrave ? 'button-warns' : ''}`} to={href} key={href}>
            {label}
          </Link>
        ))}
      </div>
    </div>
  )
}
