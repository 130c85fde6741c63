import { sql, type AnyColumn, type SQL } from 'drizzle-orm'
import type { BookingRow, BookingStatus } from '../../db/tenant/schema/index.ts'
import { AppError } from '../errors.ts'

/** What can be done to a booking, and from which statuses. Everything else is refused, with the status as the reason. */
export const doneFrom = {
  confirm: ['pending'],
  decline: ['pending'],
  expire: ['pending'],
  move: ['pending', 'confirmed'],
  cancel: ['pending', 'confirmed'],
  // The studio may call off what it has let in already.
  call_off: ['pending', 'confirmed', 'checked_in'],
  // Somebody marked as absent too early is there after all.
  check_in: ['confirmed', 'no_show'],
  undo_check_in: ['checked_in'],
  // Within the correction window, for whoever was taken to have come.
  mark_no_show: ['confirmed', 'checked_in', 'completed'],
  undo_no_show: ['no_show'],
  complete: ['confirmed', 'checked_in'],
} as const satisfies Record<string, readonly BookingStatus[]>

/**
 * As a condition on `bookings`: what becomes something else by itself when it is over. In the words of the index
 * `bookings_open_idx`, so that only such rows are looked at, however many have been.
 */
export const isOpen: SQL = sql`bookings.status IN ('confirmed', 'checked_in')`

const freed: readonly BookingStatus[] = ['cancelled', 'declined', 'expired']

/** Whether a booking of this status takes nothing any more. */
export function isFreed(status: BookingStatus): boolean {
  return freed.includes(status)
}

/** These statuses, for SQL. */
export const FREED: SQL = sql.raw(`(${freed.map((status) => `'${status}'`).join(', ')})`)

/** Sources of bookings that no client made: they take none of the online places. For SQL. */
export const OFFLINE: SQL = sql.raw(`('staff', 'import', 'seed')`)

/**
 * As a condition on a booking or a use, by default of the table alias `other`: it has not expired at `now` (ms). A request
 * that nobody answered in time and a hold that ran out count for nothing from then on, whatever their status still says.
 */
export function unexpired(now: number, expiresAt: SQL | AnyColumn = sql`other.expires_at`): SQL {
  return sql`(${expiresAt} IS NULL OR ${expiresAt} > ${now})`
}

export type Deed = keyof typeof doneFrom

const sentences: Record<BookingStatus, string> = {
  pending: 'It still waits for an answer.',
  confirmed: 'It is confirmed.',
  checked_in: 'The client has checked in already.',
  completed: 'It is over.',
  no_show: 'It is marked as a no-show.',
  cancelled: 'It is cancelled.',
  declined: 'The request was declined.',
  expired: 'The request has expired.',
}

/**
 * Refuses what cannot be done to a booking as it is.
 *
 * @throws AppError `not_allowed`, its reason the booking's status: `pending`, `checked_in`, `cancelled` …
 */
export function requireStatus({ status }: Pick<BookingRow, 'status'>, deed: Deed): void {
  const allowed: readonly BookingStatus[] = doneFrom[deed]
  if (!allowed.includes(status)) throw new AppError('not_allowed', sentences[status], { reason: status })
}
