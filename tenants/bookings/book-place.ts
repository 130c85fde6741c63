import { count, eq, sql } from 'drizzle-orm'
import { bookings, sessions, type SessionRow } from '../../db/tenant/schema/index.ts'
import { judgeBookability, refusalOf } from '../classes/bookability.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getLocation } from '../studio/get-location.ts'
import { getService } from '../studio/get-service.ts'
import { refuseParty } from './book-time.ts'
import type { Booked } from './booked.ts'
import { chooseHeadUnits } from './choose-head-units.ts'
import type { Ask } from './create-booking.ts'
import { FREED } from './guard.ts'
import { makeBookCommand } from './make-command.ts'
import { explainOutcome } from './refuse-booking.ts'

/** Books places in a session, one for each head. Throws as `createBooking`. */
export async function bookPlace({ ctx, catalogue, input, wish }: Ask): Promise<Booked> {
  const { session, booked } = await readSession(ctx, input.sessionId ?? '')
  const service = getService(catalogue, session.serviceId)
  const { timeZone } = getLocation(catalogue, session.locationId)
  const heads = 1 + wish.guests.length
  refuseParty(service, heads)
  if (wish.overrideReason === null) {
    const { clientGroupId } = wish.client
    const isStaff = input.source === 'staff'
    const bookability = judgeBookability({ session, service, booked, catalogue, clientGroupId, now: ctx.now(), isStaff })
    if (!bookability.ok) throw refusalOf(bookability)
  }
  const takesEach = await chooseHeadUnits(ctx, catalogue, { service, session, heads })
  if (!takesEach) {
    const sentence = 'The equipment it needs is taken then.'
    return { ok: false, failure: new AppError('slot_taken', sentence, { reason: 'resource_taken' }) }
  }
  const spot = { kind: 'session', session, timeZone, takesEach } as const
  const command = await makeBookCommand(ctx, catalogue, { ...wish, service, spots: [spot] })
  const outcome = await ctx.calendar.book(command)
  if (outcome.ok) return outcome
  return { ok: false, failure: await explainOutcome(ctx, catalogue, { code: outcome.code, claim: command.claim }) }
}

/** A session's row and how many are booked in it. Throws `not_found`. */
export async function readSession(
  { db }: TenantContext,
  id: string,
): Promise<{ session: SessionRow; booked: number }> {
  const [[session], [places]] = await db.read([
    db.orm.select().from(sessions).where(eq(sessions.id, id)),
    db.orm
      .select({ booked: count() })
      .from(bookings)
      .where(sql`${bookings.sessionId} = ${id} AND ${bookings.status} NOT IN ${FREED}`),
  ])
  if (!session) throw new AppError('not_found', 'There is no such class.')
  return { session, booked: places?.booked ?? 0 }
}
