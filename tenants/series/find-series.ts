import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import {
  bookings,
  bookingSeries,
  messages,
  policyVersions,
  type BookingRow,
  type BookingSeriesRow,
  type MessageRow,
  type PolicyRules,
} from '../../db/tenant/schema/index.ts'
import type { Right } from '../access/grants.ts'
import { isOfClient } from '../access/is-of-client.ts'
import { isManageToken } from '../access/manage-token.ts'
import { findReach } from '../access/require-staff.ts'
import { keepOwn } from '../bookings/own-bookings.ts'
import type { TenantContext } from '../context.ts'
import { isAgreedPolicy } from '../policies/agreed-policy.ts'
import { AppError } from '../errors.ts'

export type FoundSeries = {
  series: BookingSeriesRow
  /** By their start and their place in a party, each with the rules agreed to; never none. */
  found: { row: BookingRow; rules: PolicyRules | null }[]
  confirmationState: MessageRow['state']
}

const CONFIRMATIONS = ['series_confirmed', 'booking_requested', 'booking_confirmed'] as const

/** A series with all its bookings, or nothing: one round trip. Asks for no token. Throws DatabaseError. */
export async function findSeries({ db }: TenantContext, seriesId: string): Promise<FoundSeries | undefined> {
  const [[series], found, [confirmation]] = await db.read([
    db.orm.select().from(bookingSeries).where(eq(bookingSeries.id, seriesId)),
    db.orm
      .select({ row: bookings, rules: policyVersions.rules })
      .from(bookings)
      .leftJoin(policyVersions, isAgreedPolicy)
      .where(eq(bookings.seriesId, seriesId))
      .orderBy(asc(bookings.startsAt), asc(bookings.guestPosition), asc(bookings.id)),
    db.orm
      .select({ state: messages.state })
      .from(messages)
      .where(
        and(
          sql`${messages.bookingId} IN (SELECT id FROM bookings WHERE series_id = ${seriesId})`,
          inArray(messages.kind, CONFIRMATIONS),
        ),
      )
      .orderBy(desc(messages.plannedAt)),
  ])
  if (!series || found.length === 0) return undefined
  return { series, found, confirmationState: confirmation?.state ?? 'planned' }
}

/** Which series, and the manage token of any of its bookings; staff need none, nor does the client whose it is. */
export type SeriesRef = { seriesId: string; manageToken?: string | null | undefined }

export type FoundManagedSeries = FoundSeries & {
  /** Who is asking, as history writes it. */
  actor: string
  isStaff: boolean
  /** The only trainer with whom they may book dates; null: no matter with whom. */
  onlyTrainerId: string | null
}

/**
 * A series for staff as far as this right of theirs goes, for the client whose it is, or for whoever holds the manage link
 * of any of its bookings (of a party: of its first). A trainer's own is a series whose every booking is theirs: what others
 * give of it, they must not change by the way. A wrong token, somebody else's and an unknown series get the same answer.
 *
 * @throws AppError `not_found`; `forbidden` for staff without the right; DatabaseError.
 */
export async function findManagedSeries(
  ctx: TenantContext,
  { seriesId, manageToken }: SeriesRef,
  right: Right = 'bookings:change',
): Promise<FoundManagedSeries> {
  const staff = findReach(ctx, right)
  const series = await findSeries(ctx, seriesId)
  if (!series) throw noSuchSeries()
  if (staff) {
    const rows = series.found.map(({ row }) => row)
    const own = await keepOwn(ctx, rows, staff.onlyTrainerId)
    if (own.length < rows.length) throw noSuchSeries()
    return { ...series, ...staff, isStaff: true }
  }
  const asClient = { ...series, actor: 'client', isStaff: false, onlyTrainerId: null }
  if (isOfClient(ctx, series.series)) return asClient
  const opens = await Promise.all(
    series.found.map(({ row }) => isManageToken(ctx, row.partyId ?? row.id, manageToken ?? '')),
  )
  if (!opens.includes(true)) throw noSuchSeries()
  return asClient
}

function noSuchSeries(): AppError {
  return new AppError('not_found', 'There is no such series, or the link is not complete.')
}
