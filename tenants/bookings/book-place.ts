import { sql } from 'drizzle-orm'
import { sessions } from '../../db/tenant/schema/index.ts'
import { chooseWindow } from '../availability/booking-window.ts'
import { judgeBookability, refusalOf } from '../classes/bookability.ts'
import { selectSessions, type CountedSession } from '../classes/read-sessions.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getLocation } from '../studio/get-location.ts'
import { getAnyService } from '../studio/get-any-service.ts'
import { getService } from '../studio/get-service.ts'
import { refuseParty } from './book-time.ts'
import type { Booked } from './booked.ts'
import { chooseHeadUnits } from './choose-head-units.ts'
import type { Ask } from './create-booking.ts'
import { makeBookCommand } from './make-book-command.ts'
import { explainOutcome } from './refuse-booking.ts'

/** Books places in a session, one for each head. Throws as `createBooking`. */
export async function bookPlace({ ctx, catalogue, input, wish }: Ask): Promise<Booked> {
  const session = await readSession(ctx, input.sessionId ?? '')
  // Who walks into a class that still runs is let in by staff; to clients it is not there any more.
  const find = input.source === 'staff' ? getAnyService : getService
  const service = find(catalogue, session.serviceId)
  const { timeZone } = getLocation(catalogue, session.locationId)
  const heads = 1 + wish.guests.length
  refuseParty(service, heads)
  const rules = chooseWindow(catalogue, service, wish.client.clientGroupId)
  const bookability = judgeBookability(session, { service, rules, timeZone, now: ctx.now() })
  // Notice and window are for clients, and who walks in comes when it has begun; what is cancelled or over stays so.
  const isFinal = session.status === 'cancelled' || session.endsAt <= ctx.now()
  if (!bookability.ok && (input.source !== 'staff' || isFinal)) throw refusalOf(bookability)
  const takesEach = await chooseHeadUnits(ctx, catalogue, { service, session, heads })
  if (!takesEach) {
    const sentence = 'The equipment it needs is taken then.'
    return { ok: false, failure: new AppError('slot_taken', sentence, { reason: 'resource_taken' }) }
  }
  const spot = { kind: 'session', session, timeZone, takesEach } as const
  const command = await makeBookCommand(ctx, catalogue, { ...wish, service, spots: [spot] })
  const outcome = await ctx.calendar.book(command)
  if (outcome.ok) {
    // The line tells the first.
    if (session.secondTrainerId !== null) await ctx.calendar.announce([session.secondTrainerId])
    return outcome
  }
  return {
    ok: false,
    failure: await explainOutcome(ctx, catalogue, { code: outcome.code, claim: command.claim }),
  }
}

async function readSession(ctx: TenantContext, id: string): Promise<CountedSession> {
  const [[session]] = await ctx.db.read([selectSessions(ctx, sql`${sessions.id} = ${id}`)])
  if (!session) throw new AppError('not_found', 'There is no such class.')
  return session
}
