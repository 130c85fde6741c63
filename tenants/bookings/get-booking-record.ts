import { asc, eq, sql, type SQL } from 'drizzle-orm'
import {
  bookingSeries,
  charges,
  type BookingRow,
  type BookingSeriesRow,
  type LocalizedText,
  type PolicyRules,
} from '../../db/tenant/schema/index.ts'
import { reachOf, type Right } from '../access/grants.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'
import { isAppError } from '../errors.ts'
import { selectBookingMessages, type BookingMessage } from '../messages/list-booking-messages.ts'
import type { Charge } from '../policies/list-charges.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { toBookingView, type BookingView } from './booking-view.ts'
import { findManaged } from './find-managed.ts'
import { selectHistory, type BookingEvent } from './list-history.ts'
import { isOwnBooking, keepOwn } from './own-bookings.ts'

/** So far back a client's no-shows are counted. */
const NO_SHOWS_MS = days(90)

/** All that staff see of a booking at once. Money in minor units, instants in ms; null is what they may not see. */
export type BookingRecord = {
  booking: BookingView
  cancelReason: string | null
  overrideReason: string | null
  /** Everybody who was booked together, itself included; for a trainer, those of theirs. */
  party: BookingView[]
  /** What the policy said when it was agreed to, and how that was put. */
  rules: PolicyRules | null
  policyText: LocalizedText | null
  events: BookingEvent[]
  messages: BookingMessage[] | null
  charges: Charge[] | null
  /** What the client wished for, when it is a date of a series of theirs. */
  seriesWish: BookingSeriesRow['wish'] | null
  client: ClientSummary | null
}

/** What is good to know of whoever comes. */
export type ClientSummary = {
  isErased: boolean
  noteCount: number
  /** Within the last 90 days. */
  noShowCount: number
  /** What they owe the studio, a currency each; for who sees their own money alone, for bookings of theirs. */
  owed: { amountMinor: number; currency: string }[] | null
}

/**
 * One booking with its history, messages, charges and what is good to know of its client, each as far as the asker's rights
 * go. For staff; two round trips, and another for a trainer who is second in the class.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function getBookingRecord(
  ctx: TenantContext,
  { bookingId }: { bookingId: string },
): Promise<BookingRecord> {
  requireReach(ctx, 'bookings:view')
  const [catalogue, found] = await Promise.all([
    getCatalogue(ctx),
    findManaged(ctx, { bookingId }, 'bookings:view'),
  ])
  const { row, party, rules, policyText, confirmationState } = found
  const [seesMoney, seesMessages, seesClient] = await Promise.all(
    (['money:view', 'messages:view', 'clients:view'] as const).map((right) => isInReach(ctx, right, row)),
  )
  const [events, messages, owed, series, [summary], debts] = await readAround(ctx, row)
  return {
    booking: toBookingView(row, catalogue, confirmationState),
    cancelReason: row.cancelReason,
    overrideReason: row.overrideReason,
    party: party.map((one) => toBookingView(one, catalogue, 'planned')),
    rules,
    policyText,
    events,
    messages: seesMessages ? messages : null,
    charges: seesMoney ? owed.map(({ bookingId: _bookingId, ...charge }) => charge) : null,
    seriesWish: series[0]?.wish ?? null,
    client:
      seesClient && summary
        ? { ...summary, isErased: summary.isErased === 1, owed: seesMoney ? debts : null }
        : null,
  }
}

/** Whether this right of the asker's covers this booking. */
async function isInReach(ctx: TenantContext, right: Right, row: BookingRow): Promise<boolean> {
  try {
    const { onlyTrainerId } = requireReach(ctx, right)
    return (await keepOwn(ctx, [row], onlyTrainerId)).length > 0
  } catch (error) {
    if (isAppError(error, 'forbidden')) return false
    throw error
  }
}

type Summary = { isErased: number; noteCount: number; noShowCount: number }

/** What is kept around a booking, in one round trip. */
function readAround(ctx: TenantContext, { id, clientId, seriesId }: BookingRow) {
  const { orm, read } = ctx.db
  return read([
    selectHistory(ctx, id),
    selectBookingMessages(ctx, id),
    orm.select().from(charges).where(eq(charges.bookingId, id)).orderBy(asc(charges.createdAt)),
    orm
      .select({ wish: bookingSeries.wish })
      .from(bookingSeries)
      .where(eq(bookingSeries.id, seriesId ?? '')),
    orm.all<Summary>(summaryOf(clientId, ctx.now())),
    orm.all<{ amountMinor: number; currency: string }>(
      sql`SELECT sum(amount_minor) AS amountMinor, charges.currency AS currency
        FROM bookings JOIN charges ON charges.booking_id = bookings.id
        WHERE bookings.client_id = ${clientId} AND charges.state = 'owed' AND amount_minor > 0 AND ${isSeen(ctx)}
        GROUP BY charges.currency`,
    ),
  ])
}

/** A condition on `bookings`: their money is the asker's to see, who sees that of one. */
function isSeen({ actor }: TenantContext): SQL {
  const isOwnOnly = actor.kind === 'staff' && reachOf(actor.grants, 'money:view') === 'own'
  return isOwnOnly ? isOwnBooking(actor.trainerId ?? '') : sql`1`
}

function summaryOf(clientId: string, now: number): SQL {
  return sql`SELECT erased_at IS NOT NULL AS isErased,
      (SELECT count(*) FROM client_notes WHERE client_id = clients.id AND deleted_at IS NULL) AS noteCount,
      (SELECT count(*) FROM bookings WHERE client_id = clients.id AND status = 'no_show'
        AND starts_at > ${now - NO_SHOWS_MS}) AS noShowCount
    FROM clients WHERE id = ${clientId}`
}
