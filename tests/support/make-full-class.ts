import { asc, eq } from 'drizzle-orm'
import { bookings, waitlistEntries, type SessionRow } from '../../db/tenant/schema/index.ts'
import type { CreateBookingInput } from '../../tenants/bookings/booking-input.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { seconds } from '../../tenants/durations.ts'
import {
  joinWaitlist,
  type JoinWaitlistInput,
  type JoinedWaitlist,
} from '../../tenants/waitlist/join-waitlist.ts'
import { promoteWaiting } from '../../tenants/waitlist/promote-waiting.ts'
import { makeSession } from './make-session.ts'
import { makeTenant, type TenantOptions, type TestTenant } from './make-tenant.ts'

/** A studio with a class in which every place clients can book is taken, by `booked` in this order. */
export type FullClass = TestTenant & { session: SessionRow; bookedIds: string[] }

let made = 0

/** A class tomorrow at 10:00 with two places at Iron Works, on Monday at 8:00, unless told otherwise. */
export async function makeFullClass(
  options: TenantOptions = {},
  changes: Partial<SessionRow> = {},
): Promise<FullClass> {
  const studio = { ...options.studio, service: { maxParty: 4, ...options.studio?.service } }
  const tenant = await makeTenant({ ...options, studio })
  const session = await makeSession(tenant, { capacity: 2, ...changes })
  const bookedIds = []
  for (let place = 0; place < session.capacity - session.walkInCapacity; place += 1) {
    bookedIds.push((await book(tenant.ctx, session, `booker-${place}`)).booking.id)
  }
  return { ...tenant, session, bookedIds }
}

/** Books a place under this name, by a request of its own. */
// oxlint-disable-next-line max-params
export function book(
  ctx: TenantContext,
  session: Pick<SessionRow, 'id'>,
  name: string,
  changes: Partial<CreateBookingInput> = {},
) {
  made += 1
  return createBooking(ctx, {
    idempotencyKey: `book-${made}`,
    sessionId: session.id,
    client: { firstName: 'Boris', lastName: 'Booked', email: `${name}@example.test` },
    source: 'api',
    host: 'book.ironworks.test',
    ...changes,
  })
}

/** Joins the waitlist under this name, by a request of its own. */
export function join(
  ctx: TenantContext,
  session: Pick<SessionRow, 'id'>,
  changes: Partial<JoinWaitlistInput> & { name: string },
): Promise<JoinedWaitlist> {
  made += 1
  const { name, ...input } = changes
  return joinWaitlist(ctx, {
    idempotencyKey: `join-${made}`,
    sessionId: session.id,
    client: { firstName: 'Wanda', lastName: 'Waits', email: `${name}@example.test` },
    host: 'book.ironworks.test',
    ...input,
  })
}

/** Joins one after the other, a second apart: by name, or by name and size of the party. */
export async function joinInOrder(
  { ctx, clock, session }: FullClass,
  ...names: (string | [string, number])[]
): Promise<{ entryId: string; token: string }[]> {
  const joined = []
  for (const one of names) {
    const [name, partySize] = Array.isArray(one) ? one : [one, 1]
    clock.advance(seconds(1))
    const { entry, manageToken } = await join(ctx, session, { name, partySize })
    joined.push({ entryId: entry.id, token: manageToken })
  }
  return joined
}

/** Frees a booking's place, as cancelling it does, without giving it to anybody. */
export async function free({ db, now }: TenantContext, bookingId: string): Promise<void> {
  await db.write([
    db.orm.update(bookings).set({ status: 'cancelled', statusAt: now() }).where(eq(bookings.id, bookingId)),
  ])
}

/** Frees a place and gives it to whoever is next. */
export async function freeAndPromote(ctx: TenantContext, { bookedIds, session }: FullClass, which = 0) {
  await free(ctx, bookedIds[which] ?? '')
  await promoteWaiting(ctx, session.id)
}

/** The line of a session, in its order: `name status`, with the reason somebody was passed by. */
export async function readLine({ db }: TenantContext, { id }: Pick<SessionRow, 'id'>): Promise<string[]> {
  const [rows] = await db.read([
    db.orm
      .select()
      .from(waitlistEntries)
      .where(eq(waitlistEntries.sessionId, id))
      .orderBy(asc(waitlistEntries.joinedAt), asc(waitlistEntries.id)),
  ])
  return rows.map(({ contactEmail, status, skipReason }) =>
    [contactEmail.split('@')[0], status, ...(skipReason ? [skipReason] : [])].join(' '),
  )
}
