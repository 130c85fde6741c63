import { eq } from 'drizzle-orm'
import { charges, clients, type ChargeRow, type ClientRow } from '../../db/tenant/schema/index.ts'
import type { BookingView } from '../bookings/booking-view.ts'
import { getBooking } from '../bookings/get-booking.ts'
import { getSession } from '../classes/get-session.ts'
import type { SessionView } from '../classes/session-view.ts'
import type { TenantContext } from '../context.ts'
import { isAppError } from '../errors.ts'

/** What an event is about, as it is now. `gone`: nothing is left of it, or nothing that names anybody. */
export type WebhookSubject =
  | { kind: 'booking'; booking: BookingView }
  | { kind: 'client'; client: ClientRow }
  | { kind: 'session'; session: SessionView }
  | { kind: 'charge'; charge: ChargeRow }
  | { kind: 'gone'; id: string }

type About = { type: string; subjectId: string }

/** Reads what an event is about. @throws DatabaseError */
export async function readSubject(
  ctx: TenantContext,
  { type, subjectId: id }: About,
): Promise<WebhookSubject> {
  const [kind] = type.split('.')
  const found = kind ? await find(ctx, { kind, id }) : null
  return found ?? { kind: 'gone', id }
}

async function find(
  ctx: TenantContext,
  { kind, id }: { kind: string; id: string },
): Promise<WebhookSubject | null> {
  const { orm, read } = ctx.db
  if (kind === 'booking') {
    const booking = await unlessGone(getBooking(ctx, { bookingId: id, manageToken: '' }))
    return booking && { kind, booking }
  }
  if (kind === 'session') {
    const session = await unlessGone(getSession(ctx, id))
    return session && { kind, session }
  }
  if (kind === 'client') {
    const [[client]] = await read([orm.select().from(clients).where(eq(clients.id, id))])
    return client && client.erasedAt === null ? { kind, client } : null
  }
  if (kind !== 'charge') return null
  const [[charge]] = await read([orm.select().from(charges).where(eq(charges.id, id))])
  return charge ? { kind, charge } : null
}

async function unlessGone<Found>(finding: Promise<Found>): Promise<Found | null> {
  try {
    return await finding
  } catch (error) {
    if (isAppError(error, 'not_found')) return null
    throw error
  }
}
