import { sql } from 'drizzle-orm'
import { sessions } from '../../db/tenant/schema/index.ts'
import { chooseWindow } from '../availability/booking-window.ts'
import { refuseParty } from '../bookings/book-time.ts'
import { chooseHeadUnits } from '../bookings/choose-head-units.ts'
import { judgeBookability, refusalOf } from '../classes/bookability.ts'
import { selectSessions } from '../classes/read-sessions.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getService } from '../studio/get-service.ts'
import type { HoldDraft, SessionWish } from './place-hold.ts'

/**
 * Places in a session, as they could be booked now by somebody nobody knows yet.
 *
 * @throws AppError `not_found`, `invalid_input`, `slot_unavailable`, `slot_taken`; DatabaseError.
 */
export async function draftPlaceHold(
  ctx: TenantContext,
  catalogue: Catalogue,
  { sessionId, quantity }: SessionWish,
): Promise<HoldDraft> {
  const [[session]] = await ctx.db.read([selectSessions(ctx, sql`${sessions.id} = ${sessionId}`)])
  if (!session) throw new AppError('not_found', 'There is no such class.')
  const service = getService(catalogue, session.serviceId)
  refuseParty(service, quantity)
  const { timeZone } = getLocation(catalogue, session.locationId)
  const rules = chooseWindow(catalogue, service, null)
  const bookability = judgeBookability(session, { service, rules, timeZone, now: ctx.now() })
  if (!bookability.ok) throw refusalOf(bookability)
  const takesEach = await chooseHeadUnits(ctx, catalogue, { service, session, heads: quantity })
  if (!takesEach) {
    throw new AppError('slot_taken', 'The equipment it needs is taken then.', { reason: 'resource_taken' })
  }
  const takes = takesEach.flat()
  const { trainerId, serviceId, locationId, startsAt, endsAt, gapRule } = session
  const time = { startsAt, endsAt, occupiedFrom: startsAt, occupiedUntil: endsAt, gapRule }
  return {
    row: { ...time, sessionId, quantity, trainerId, serviceId, locationId, takes },
    claim: {
      times: [],
      takes,
      places: [
        {
          sessionId,
          seen: { startsAt, endsAt, trainerId, locationId },
          quantity,
          isOnline: true,
          waitlistEntryId: null,
        },
      ],
      limits: [],
    },
  }
}
