import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { bookings, policyVersions } from '../../db/tenant/schema/index.ts'
import { FREED, unexpired } from '../bookings/booking-statuses.ts'
import { requireCancellable } from '../bookings/cancellable.ts'
import { requireMovable } from '../bookings/movable.ts'
import { toBookingView, type BookingView } from '../bookings/booking-view.ts'
import type { TenantContext } from '../context.ts'
import { isAppError } from '../errors.ts'
import { anInstant } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { isAgreedPolicy } from '../policies/agreed-policy.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { ownClientId } from './account-of.ts'

const listMyBookingsInput = z.object({
  /** What is to come and has its place, soonest first; or everything else, newest first. */
  when: z.enum(['upcoming', 'past']),
  limit: z.number().int().min(1).max(100),
  /** The last booking of the page before. */
  after: z.object({ startsAt: anInstant, id: z.string() }).nullish(),
})
export type ListMyBookingsInput = z.input<typeof listMyBookingsInput>

export type MyBooking = BookingView & {
  /** How many come together, this one included: a party is one entry of the list. */
  heads: number
  /** How many dates of its series are still to come, this one included: upcoming, a series is one entry. */
  dates: number
  /** What there is to pay for all heads of this date, in minor units of `currency`. */
  totalMinor: number
  canMove: boolean
  canCancel: boolean
}

/**
 * The bookings of the client who signed in, those made as a guest under their address included: one page, and whether
 * there are more. One round trip; none for who is no client yet.
 *
 * @throws AppError `unauthorized`, `invalid_input`; DatabaseError.
 */
export async function listMyBookings(
  ctx: TenantContext,
  raw: ListMyBookingsInput,
): Promise<{ bookings: MyBooking[]; hasMore: boolean }> {
  const clientId = ownClientId(ctx)
  const input = parseInput(listMyBookingsInput, raw)
  if (clientId === null) return { bookings: [], hasMore: false }
  const { orm, read } = ctx.db
  const { limit } = input
  const now = ctx.now()
  const { isListed, isFirst, ...counts } = conditions(input, now)
  const { after } = input
  const place = sql`(${bookings.startsAt}, ${bookings.id})`
  const beyond = input.when === 'upcoming' ? sql`>` : sql`<`
  const order = input.when === 'upcoming' ? asc : desc
  const [catalogue, [rows]] = await Promise.all([
    getCatalogue(ctx),
    read([
      orm
        .select({ row: bookings, rules: policyVersions.rules, ...counts })
        .from(bookings)
        .leftJoin(policyVersions, isAgreedPolicy)
        .where(
          and(
            eq(bookings.clientId, clientId),
            isListed,
            isFirst,
            after ? sql`${place} ${beyond} (${after.startsAt}, ${after.id})` : undefined,
          ),
        )
        .orderBy(order(bookings.startsAt), order(bookings.id))
        .limit(limit + 1),
    ]),
  ])
  return {
    bookings: rows.slice(0, limit).map(({ row, rules, ...counted }) => ({
      ...toBookingView(row, catalogue, 'planned'),
      ...counted,
      canMove: isPossible(() => requireMovable(row, { rules, isStaff: false, now })),
      canCancel: isPossible(() => requireCancellable(row, now)),
    })),
    hasMore: rows.length > limit,
  }
}

function isPossible(require: () => void): boolean {
  try {
    require()
    return true
  } catch (error) {
    if (isAppError(error)) return false
    throw error
  }
}

/** What is in the list, which of those that belong together stands for them, and how many those are. */
function conditions({ when }: z.output<typeof listMyBookingsInput>, now: number) {
  const isUpcoming = (alias: SQL) => {
    const holds = sql`${alias}.status = 'pending' AND ${unexpired(now, sql`${alias}.expires_at`)}`
    return sql`(${alias}.ends_at > ${now} AND (${alias}.status IN ('confirmed', 'checked_in') OR ${holds}))`
  }
  const isListed = (alias: SQL) => (when === 'upcoming' ? isUpcoming(alias) : sql`NOT ${isUpcoming(alias)}`)
  const own = sql`FROM bookings AS other WHERE other.client_id = bookings.client_id AND ${isListed(sql`other`)}`
  // Who has cancelled stands apart from who went.
  const isSameParty = sql`(other.party_id = bookings.party_id AND other.starts_at = bookings.starts_at
    AND (other.status IN ${FREED}) = (bookings.status IN ${FREED}))`
  const together = sql`${own} AND (other.id = bookings.id OR ${isSameParty})`
  const isSameSeries = when === 'upcoming' ? sql`(other.series_id = bookings.series_id)` : sql`FALSE`
  return {
    isListed: isListed(sql`bookings`),
    isFirst: sql`NOT EXISTS (SELECT 1 ${own} AND (
      ${isSameParty} AND (other.guest_position, other.id) < (bookings.guest_position, bookings.id)
      OR ${isSameSeries} AND other.starts_at < bookings.starts_at))`,
    heads: sql<number>`(SELECT count(*) ${together})`,
    totalMinor: sql<number>`(SELECT sum(other.price_minor) ${together})`,
    dates: sql<number>`(SELECT count(DISTINCT other.starts_at) ${own} AND (other.id = bookings.id OR ${isSameSeries}))`,
  }
}
