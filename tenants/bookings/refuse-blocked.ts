import { reachOf } from '../access/grants.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import type { ParsedBookingInput } from './booking-input.ts'
import type { KnownClient } from './read-client.ts'

type Asked = Pick<ParsedBookingInput, 'override' | 'despiteBlock'>

/**
 * Warns staff who book for a client they have blocked: to do it all the same they say so, and may change everybody's
 * bookings. Why the client is blocked hear those who may look at every client.
 *
 * @throws AppError `not_allowed` (`client_blocked`), `forbidden`.
 */
export function refuseBlocked(
  ctx: TenantContext,
  { isBlocked, blockReason }: Pick<KnownClient, 'isBlocked' | 'blockReason'>,
  { override, despiteBlock }: Asked,
): void {
  if (!isBlocked || override) return
  if (despiteBlock) {
    requireStaff(ctx, 'bookings:change')
    return
  }
  const { actor } = ctx
  const maySee =
    actor.kind === 'system' || (actor.kind === 'staff' && reachOf(actor.grants, 'clients:view') === 'any')
  const why = maySee && blockReason ? `: ${blockReason}` : '.'
  throw new AppError('not_allowed', `This client is blocked${why}`, { reason: 'client_blocked' })
}
