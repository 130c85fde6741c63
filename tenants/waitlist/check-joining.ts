import type { SessionRow } from '../../db/tenant/schema/index.ts'
import { chooseWindow } from '../availability/booking-window.ts'
import type { KnownClient } from '../bookings/read-client.ts'
import { judgeBookability, refusalOf } from '../classes/bookability.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { isSuspended } from '../policies/is-suspended.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { waitlistClosesAt } from './decide-turn.ts'

type Joining = {
  catalogue: Catalogue
  service: Service
  session: SessionRow
  client: KnownClient
  email: string
  partySize: number
}

/**
 * Refuses whoever could not book the class if there were room, or not wait for it, whoever else there is.
 *
 * @throws AppError `slot_unavailable`, `not_allowed`; DatabaseError.
 */
export async function checkJoining(ctx: TenantContext, joining: Joining): Promise<void> {
  const { catalogue, service, session, client, partySize } = joining
  const now = ctx.now()
  const { timeZone } = getLocation(catalogue, session.locationId)
  const rules = chooseWindow(catalogue, service, client.clientGroupId)
  // It is full: whoever books in runs with a group that takes place.
  const bookability = judgeBookability({ ...session, booked: 1 }, { service, rules, timeZone, now })
  if (!bookability.ok) throw refusalOf(bookability)
  if (service.waitlistMode === 'none') throw refusal('no_waitlist', 'There is no waitlist for this class.')
  if (now >= waitlistClosesAt(service, session)) {
    throw refusal('waitlist_closed', 'The waitlist is closed: the class is about to begin.')
  }
  const most = Math.min(service.maxParty, placesOf(session))
  if (partySize > most) {
    throw refusal('party_too_large', `At most ${most} ${most === 1 ? 'place' : 'places'} can be had at once.`)
  }
  const suspension = client.id === null ? null : await isSuspended(ctx, client.id)
  if (suspension) {
    const sentence = 'Online booking is stopped for a while after late cancellations. Please call the studio.'
    throw new AppError('not_allowed', sentence, { reason: 'suspended', opensAt: suspension.until })
  }
}

/** How many places clients can book themselves, were they all free. */
function placesOf({ capacity, onlineCapacity, walkInCapacity }: SessionRow): number {
  return Math.max(1, Math.min(onlineCapacity ?? capacity, capacity - walkInCapacity))
}

function refusal(reason: string, sentence: string): AppError {
  return new AppError('not_allowed', sentence, { reason })
}
