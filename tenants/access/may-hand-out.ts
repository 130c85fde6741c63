import type { TenantContext } from '../context.ts'
import { reachOf } from './grants.ts'

/**
 * Whether an answer may carry the link of a booking, or of a place in a waitlist: whoever has it may change it, so staff
 * who only look are not given it. Everybody else sees nothing but what such a link has opened, or their own.
 */
export function mayHandOut(
  { actor }: Pick<TenantContext, 'actor'>,
  { trainerId }: { trainerId: string },
): boolean {
  if (actor.kind !== 'staff') return true
  const change = reachOf(actor.grants, 'bookings:change')
  if (change !== 'own') return change === 'any'
  // Whoever sees no more than their own may change all they see.
  return reachOf(actor.grants, 'bookings:view') === 'own' || trainerId === actor.trainerId
}
