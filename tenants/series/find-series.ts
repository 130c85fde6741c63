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
import { isManageToken } from '../access/manage-token.ts'
import { isStaff, requireStaff } from '../access/require-staff.ts'
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

/**
 * A series for staff, or for whoever holds the manage link of any of its bookings (of a party: of its first); and who that is, as history writes it. A
 * wrong token and an unknown series get the same answer.
 *
 * @throws AppError `not_found`; DatabaseError.
 */
export async function findManagedSeries(
  ctx: TenantContext,
  { seriesId, manageToken }: { seriesId: string; manageToken?: string | null | undefined },
): Promise<FoundSeries & { actor: string; isStaff: boolean }> {
  const series = await findSeries(ctx, seriesId)
  if (!series) throw noSuchSeries()
  if (isStaff(ctx)) return { ...series, actor: requireStaff(ctx, 'bookings:change'), isStaff: true }
  const opens = await Promise.all(
    series.found.map(({ row }) => isManageToken(ctx, row.partyId ?? row.id, manageToken ?? '')),
  )
  if (!opens.includes(true)) throw noSuchSeries()
  return { ...series, actor: 'client', isStaff: false }
}

function noSuchSeries(): AppError {
  return new AppError('not_found', 'There is no such series, or the link is not complete.')
}
