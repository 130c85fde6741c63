import { expect, test } from 'vitest'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { signInClient, signInPerson } from '../../tests/support/make-account.ts'
import { join, makeFullClass } from '../../tests/support/make-full-class.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { bookingSeries } from '../../db/tenant/schema/index.ts'
import { days, hours } from '../durations.ts'
import { makeId } from '../ids.ts'
import { listMyBookings, type ListMyBookingsInput } from './list-my-bookings.ts'
import { listMyWaitlist } from './list-my-waitlist.ts'

const upcoming = { when: 'upcoming', limit: 10 } as const
const past = { when: 'past', limit: 10 } as const

async function idsOf(ctx: TestTenant['ctx'], input: ListMyBookingsInput): Promise<string[]> {
  return (await listMyBookings(ctx, input)).bookings.map(({ id }) => id)
}

test('somebody sees their own bookings, those made as a guest included, and nobody else’s', async () => {
  const tenant = await makeTenant()
  const now = tenant.clock.now()
  const second = await makeBooking(tenant, { startsAt: now + days(2) })
  const first = await makeBooking(tenant, { startsAt: now + days(1) })
  const other = await makeBooking(tenant, { startsAt: now + days(3), contactEmail: 'ana@example.test' })
  const elena = await signInClient(tenant)
  const ana = await signInClient(tenant, { email: 'ana@example.test' })

  expect(await idsOf(elena, upcoming)).toEqual([first.id, second.id])
  expect(await idsOf(ana, upcoming)).toEqual([other.id])
  expect(await idsOf(elena, past)).toEqual([])
})

test('what is over, cancelled or lapsed is past, newest first', async () => {
  const tenant = await makeTenant()
  const now = tenant.clock.now()
  const running = await makeBooking(tenant, { startsAt: now - hours(0.5) })
  const over = await makeBooking(tenant, { startsAt: now - days(1), status: 'completed' })
  const cancelled = await makeBooking(tenant, { startsAt: now + days(1), status: 'cancelled' })
  const request = { status: 'pending' as const }
  const lapsed = await makeBooking(tenant, { ...request, startsAt: now + days(2), expiresAt: now })
  const asked = await makeBooking(tenant, { ...request, startsAt: now + days(3), expiresAt: now + 1 })
  const ctx = await signInClient(tenant)

  expect((await listMyBookings(ctx, upcoming)).bookings).toMatchObject([
    { id: running.id, canMove: false, canCancel: false },
    { id: asked.id, canMove: true, canCancel: true },
  ])
  expect(await idsOf(ctx, past)).toEqual([lapsed.id, cancelled.id, over.id])
})

test('a list is read in pages', async () => {
  const tenant = await makeTenant()
  const now = tenant.clock.now()
  const all: string[] = []
  for (const day of [1, 2, 3]) all.push((await makeBooking(tenant, { startsAt: now + days(day) })).id)
  const ctx = await signInClient(tenant)

  const one = await listMyBookings(ctx, { ...upcoming, limit: 2 })
  const after = one.bookings.at(-1)
  const two = await listMyBookings(ctx, { ...upcoming, limit: 2, after })
  expect([...one.bookings, ...two.bookings].map(({ id }) => id)).toEqual(all)
  expect([one.hasMore, two.hasMore]).toEqual([true, false])
})

test('somebody sees the lines they stand in, and which in line they are', async () => {
  const full = await makeFullClass()
  await join(full.ctx, full.session, { name: 'ana' })
  const { entry } = await join(full.ctx, full.session, { name: 'elena' })
  const elena = await signInClient(full)
  expect(await listMyWaitlist(elena)).toMatchObject([{ id: entry.id, position: 2, status: 'waiting' }])
  expect(await listMyWaitlist(await signInClient(full, { email: 'eve@example.test' }))).toEqual([])

  full.clock.advance(days(2))
  expect(await listMyWaitlist(elena)).toEqual([])
})

test('a party is one entry, and who of it cancelled is another', async () => {
  const tenant = await makeTenant()
  const startsAt = tenant.clock.now() + days(1)
  const id = makeId('bkg')
  const party = { startsAt, partyId: id }
  await makeBooking(tenant, { ...party, id })
  // Guests take no time of the trainer's.
  const guest = (position: number) => ({ ...party, id: `${id}_${position}`, guestPosition: position })
  for (const position of [1, 2]) await addGuest(tenant, guest(position))
  await addGuest(tenant, { ...guest(3), status: 'cancelled' })
  const ctx = await signInClient(tenant)

  expect((await listMyBookings(ctx, upcoming)).bookings).toMatchObject([
    { id, heads: 3, dates: 1, totalMinor: 18_000, canCancel: true, canMove: true },
  ])
  expect((await listMyBookings(ctx, past)).bookings).toMatchObject([{ id: `${id}_3`, heads: 1 }])
})

async function addGuest(tenant: TestTenant, changes: Parameters<typeof makeBooking>[1]): Promise<void> {
  // As in a session: the guard lets everybody come at the same time.
  await makeBooking(tenant, { overrideReason: 'party', messages: [], ...changes })
}

test('a series is one entry while dates are to come, and each date its own when it is over', async () => {
  const tenant = await makeTenant()
  const now = tenant.clock.now()
  const client = await signInClient(tenant)
  const seriesId = makeId('bse')
  const { orm, write } = tenant.ctx.db
  await write([
    orm.insert(bookingSeries).values({
      id: seriesId,
      clientId: client.login.clientId,
      serviceId: 'svc_training',
      wish: {} as never,
      createdAt: now,
    }),
  ])
  const dates: string[] = []
  for (const [index, day] of [-8, -1, 6, 13].entries()) {
    const at = { seriesId, seriesPosition: index, startsAt: now + days(day) }
    dates.push((await makeBooking(tenant, at)).id)
  }

  const { bookings } = await listMyBookings(client, upcoming)
  expect(bookings).toMatchObject([{ id: dates[2], dates: 2, heads: 1 }])
  expect(await idsOf(client, past)).toEqual([dates[1], dates[0]])
})

test('who is no client yet has an empty account; who has not signed in has none', async () => {
  const tenant = await makeTenant()
  const person = await signInPerson(tenant)
  expect(await listMyBookings(person, upcoming)).toEqual({ bookings: [], hasMore: false })
  expect(await listMyWaitlist(person)).toEqual([])

  for (const ctx of [tenant.ctx, tenant.makeContext({ actor: staffActor })]) {
    await expect(listMyBookings(ctx, upcoming)).rejects.toMatchObject({ code: 'unauthorized' })
    await expect(listMyWaitlist(ctx)).rejects.toMatchObject({ code: 'unauthorized' })
  }
})

test('an account opens nothing at another studio', async () => {
  const [here, there] = [await makeTenant(), await makeTenant()]
  await makeBooking(there)
  const elena = await signInClient(here)
  const astray = there.makeContext({ login: elena.login, actor: elena.actor })
  expect(await idsOf(astray, upcoming)).toEqual([])
})
