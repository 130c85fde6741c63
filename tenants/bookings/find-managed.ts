import { and, eq, sql } from 'drizzle-orm'
import {
  bookings,
  messages,
  policyVersions,
  type BookingRow,
  type LocalizedText,
  type PolicyRules,
} from '../../db/tenant/schema/index.ts'
import type { Right } from '../access/grants.ts'
import { isOfClient } from '../access/is-of-client.ts'
import { isManageToken } from '../access/manage-token.ts'
import { findReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { isAgreedPolicy } from '../policies/agreed-policy.ts'
import { AppError } from '../errors.ts'
import type { FoundBooking } from './find-booking.ts'
import { keepOwn } from './own-bookings.ts'

/** Which booking, and the token of its manage link; staff need none, nor does the client whose booking it is. */
export type ManagedRef = { bookingId: string; manageToken?: string | null }

export type FoundManaged = FoundBooking & {
  /** Everybody who was booked together with it, itself included, by their position; for a trainer, those of theirs. */
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
 * The booking that somebody wants to see or change: staff as far as this right of theirs goes, the client whose booking it
 * is, others with its token or that of the first of its party. A wrong token, somebody else's booking and an unknown one
 * get the same answer. One round trip, and another for a trainer who is second in the class.
 *
 * @throws AppError `not_found`; `forbidden` for staff without the right; DatabaseError.
 */
export async function findManaged(
  ctx: TenantContext,
  { bookingId, manageToken }: ManagedRef,
  right: Right = 'bookings:change',
): Promise<FoundManaged> {
  const { db } = ctx
  const staff = findReach(ctx, right)
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
  const { row } = found
  const together = party.length === 0 ? [row] : party
  const common = { ...found, confirmationState: confirmation?.state ?? 'planned' }
  if (staff) {
    const own = await keepOwn(ctx, together, staff.onlyTrainerId)
    if (!own.some(({ id }) => id === row.id)) throw noSuchBooking()
    return { ...common, party: own, actor: staff.actor, isStaff: true, isForParty: true }
  }
  const token = manageToken ?? ''
  const isForParty = isOfClient(ctx, row) || (await isManageToken(ctx, row.partyId ?? row.id, token))
  if (!isForParty && !(await isManageToken(ctx, row.id, token))) throw noSuchBooking()
  return { ...common, party: together, actor: 'client', isStaff: false, isForParty }
}

/** @throws AppError `not_allowed` (`whole_party`) for whoever was only given the link of one place in a party. */
export function requireForParty({ isForParty }: Pick<FoundManaged, 'isForParty'>): void {
  if (isForParty) return
  const sentence = 'Only whoever booked for everybody may do this.'
  throw new AppError('not_allowed', sentence, { reason: 'whole_party' })
}

/** Whether whoever is no staff may see this booking: it is theirs, or this is its token or that of the first of its party. */
export async function opensBooking(
  ctx: TenantContext,
  { id, partyId, clientId }: Pick<BookingRow, 'id' | 'partyId' | 'clientId'>,
  token: string,
): Promise<boolean> {
  if (isOfClient(ctx, { clientId })) return true
  if (await isManageToken(ctx, id, token)) return true
  return partyId !== null && isManageToken(ctx, partyId, token)
}

/** The same answer to a wrong token as to an unknown id. */
export function noSuchBooking(): AppError {
  return new AppError('not_found', 'There is no such booking, or the link is not complete.')
}
