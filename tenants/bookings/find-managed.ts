import { and, eq, sql } from 'drizzle-orm'
import {
  bookings,
  messages,
  policyVersions,
  type BookingRow,
  type LocalizedText,
  type PolicyRules,
} from '../../db/tenant/schema/index.ts'
import { isManageToken } from '../access/manage-token.ts'
import { isStaff, requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { isAgreedPolicy } from '../policies/agreed-policy.ts'
import { AppError } from '../errors.ts'
import type { FoundBooking } from './find-booking.ts'

/** Which booking, and the token of its manage link; staff need none. */
export type ManagedRef = { bookingId: string; manageToken?: string | null }

export type FoundManaged = FoundBooking & {
  /** Everybody who was booked together with it, itself included, by their position. */
  party: BookingRow[]
  /** What the policy said when it was agreed to. */
  rules: PolicyRules | null
  /** As it was shown then. */
  policyText: LocalizedText | null
  /** Who is asking, as the history writes it. */
  actor: string
  isStaff: boolean
  /** Whether they may speak for all of its party: not who was only given the link of one place in it. */
  isForParty: boolean
}

/**
 * The booking that somebody wants to see or change: staff any, others with the token of the booking, or of the first of
 * its party. A wrong token and an unknown booking get the same answer. One round trip.
 *
 * @throws AppError `not_found`; DatabaseError.
 */
export async function findManaged(
  ctx: TenantContext,
  { bookingId, manageToken }: ManagedRef,
): Promise<FoundManaged> {
  const { db } = ctx
  const [[found], [confirmation], party] = await db.read([
    db.orm
      .select({ row: bookings, rules: policyVersions.rules, policyText: policyVersions.text })
      .from(bookings)
      .leftJoin(policyVersions, isAgreedPolicy)
      .where(eq(bookings.id, bookingId)),
    db.orm
      .select({ state: messages.state })
      .from(messages)
      .where(and(eq(messages.bookingId, bookingId), eq(messages.kind, 'booking_confirmed'))),
    db.orm
      .select()
      .from(bookings)
      .where(sql`party_id = (SELECT party_id FROM bookings WHERE id = ${bookingId})`)
      .orderBy(bookings.guestPosition, bookings.id),
  ])
  if (!found) throw noSuchBooking()
  const { row, rules, policyText } = found
  const isByStaff = isStaff(ctx)
  const isForParty = isByStaff || (await isManageToken(ctx, row.partyId ?? row.id, manageToken ?? ''))
  if (!isForParty && !(await isManageToken(ctx, row.id, manageToken ?? ''))) throw noSuchBooking()
  return {
    row,
    rules,
    policyText,
    party: party.length === 0 ? [row] : party,
    confirmationState: confirmation?.state ?? 'planned',
    actor: isByStaff ? requireStaff(ctx, 'bookings:change') : 'client',
    isStaff: isByStaff,
    isForParty,
  }
}

/** @throws AppError `not_allowed` (`whole_party`) for whoever was only given the link of one place in a party. */
export function requireForParty({ isForParty }: Pick<FoundManaged, 'isForParty'>): void {
  if (isForParty) return
  const sentence = 'Only whoever booked for everybody may do this.'
  throw new AppError('not_allowed', sentence, { reason: 'whole_party' })
}

/** Whether this token opens this booking: its own, or that of the first of its party. */
export async function opensBooking(
  ctx: TenantContext,
  { id, partyId }: Pick<BookingRow, 'id' | 'partyId'>,
  token: string,
): Promise<boolean> {
  if (await isManageToken(ctx, id, token)) return true
  return partyId !== null && isManageToken(ctx, partyId, token)
}

/** The same answer to a wrong token as to an unknown id. */
export function noSuchBooking(): AppError {
  return new AppError('not_found', 'There is no such booking, or the link is not complete.')
}
