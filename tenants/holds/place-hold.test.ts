import { expect, test } from 'vitest'
import { bookingLimits } from '../../db/tenant/schema/index.ts'
import { findFaults } from '../../tests/support/find-faults.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { joinInOrder, makeFullClass, free } from '../../tests/support/make-full-class.ts'
import { makeLines } from '../../tests/support/make-lines.ts'
import { makeSession } from '../../tests/support/make-session.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { listAvailableSlots } from '../availability/list-available-slots.ts'
import { createBooking } from '../bookings/create-booking.ts'
import type { TenantContext } from '../context.ts'
import { hours, minutes, seconds } from '../durations.ts'
import { placeHold, type PlaceHoldInput } from './place-hold.ts'
import { renewHold } from './renew-hold.ts'

const TEN = Date.UTC(2027, 0, 4, 8)
const mine = 'the-secret-of-my-browser'
const theirs = 'the-secret-of-another-browser'

let attempts = 0

/** Keeps Maria's hour from ten, or something else; an attempt of its own. */
function keep(ctx: TenantContext, changes: Partial<PlaceHoldInput> = {}) {
  attempts += 1
  return placeHold(ctx, {
    attemptKey: `attempt-${attempts}`,
    holderSecret: mine,
    wish: time(),
    ...changes,
  })
}
const time = (startsAt = TEN) => ({ serviceId: ids.training, trainerId: ids.maria, startsAt })

const refuse = (promise: Promise<unknown>, code: string, reason: string) =>
  expect(promise).rejects.toMatchObject({ code, details: { reason } })

const bookTime = (ctx: TenantContext, changes = {}) =>
  createBooking(ctx, makeBookingInput({ startsAt: TEN, ...changes }))

test('a time is kept for five minutes, and free for everybody after that', async () => {
  const tenant = await makeTenant()
  const hold = await keep(tenant.ctx)
  expect(hold).toMatchObject({
    serviceId: ids.training,
    trainerId: ids.maria,
    sessionId: null,
    startsAt: TEN,
    endsAt: TEN + hours(1),
    status: 'active',
    expiresAt: tenant.clock.now() + minutes(5),
    renewableUntil: tenant.clock.now() + minutes(15),
  })
  await refuse(bookTime(tenant.ctx), 'slot_taken', 'busy')
  await refuse(keep(tenant.ctx, { holderSecret: theirs }), 'slot_taken', 'busy')
  // With its buffers.
  await refuse(bookTime(tenant.ctx, { startsAt: TEN + minutes(60) }), 'slot_taken', 'buffer')

  tenant.clock.set(hold.expiresAt)
  await expect(bookTime(tenant.ctx)).resolves.toMatchObject({ isNew: true })
})

test('what is kept is no free time on offer, and one again as soon as it has ended', async () => {
  const tenant = await makeTenant()
  const listStarts = async () => {
    const wish = { serviceId: ids.training, trainerId: ids.maria, fromOn: '2027-01-04', toOn: '2027-01-04' }
    const { slots } = await listAvailableSlots(tenant.makeContext(), wish)
    return slots.map(({ startsAt }) => startsAt)
  }
  const before = await listStarts()
  const { expiresAt } = await keep(tenant.ctx)
  tenant.clock.set(expiresAt - 1)
  expect(await listStarts()).not.toContain(TEN)
  tenant.clock.set(expiresAt)

  expect(before).toContain(TEN)
  expect(await listStarts()).toEqual(before)
})

test('a second tab of the same browser gets what the first one keeps', async () => {
  const tenant = await makeTenant()
  const first = await keep(tenant.ctx)
  tenant.clock.advance(minutes(1))
  const second = await keep(tenant.ctx)

  expect(second).toEqual({ ...first, expiresAt: first.expiresAt + minutes(1) })
})

test('the same attempt, sent several times at once, is one hold', async () => {
  const tenant = await makeTenant()
  const makeContext = makeLines(tenant)
  const holds = await Promise.all([1, 2, 3, 4].map(() => keep(makeContext(), { attemptKey: 'same-attempt' })))
  const tabs = await Promise.all([1, 2, 3, 4].map(() => keep(makeContext())))

  expect(new Set([...holds, ...tabs].map(({ id }) => id)).size).toBe(1)
  expect(await findFaults(tenant.ctx.db, tenant.clock.now())).toEqual([])
})

test('an attempt is for one wish and one browser', async () => {
  const tenant = await makeTenant()
  const attemptKey = 'same-attempt'
  await keep(tenant.ctx, { attemptKey })

  await refuse(
    keep(tenant.ctx, { attemptKey, holderSecret: theirs }),
    'idempotency_key_reused',
    'idempotency_key_reused',
  )
  await refuse(
    keep(tenant.ctx, { attemptKey, wish: time(TEN + hours(3)) }),
    'idempotency_key_reused',
    'idempotency_key_reused',
  )
})

test('renewed, it is kept five minutes from then on, a quarter of an hour in all', async () => {
  const tenant = await makeTenant()
  const { id: holdId } = await keep(tenant.ctx)
  const began = tenant.clock.now()
  const ends = []
  for (const after of [4, 8, 12, 14]) {
    tenant.clock.set(began + minutes(after))
    ends.push((await renewHold(tenant.ctx, { holdId, holderSecret: mine })).expiresAt - began)
  }
  expect(ends).toEqual([9, 13, 15, 15].map(minutes))

  tenant.clock.set(began + minutes(15))
  await refuse(renewHold(tenant.ctx, { holdId, holderSecret: mine }), 'conflict', 'hold_expired')
  await expect(bookTime(tenant.ctx)).resolves.toMatchObject({ isNew: true })
})

test('what has ended is not kept on, although nobody took it', async () => {
  const tenant = await makeTenant()
  const { id: holdId, expiresAt } = await keep(tenant.ctx, { attemptKey: 'late' })
  tenant.clock.set(expiresAt)

  await refuse(renewHold(tenant.ctx, { holdId, holderSecret: mine }), 'conflict', 'hold_expired')
  await refuse(keep(tenant.ctx, { attemptKey: 'late' }), 'conflict', 'hold_expired')
  // A new attempt is a new hold.
  await expect(keep(tenant.ctx)).resolves.toMatchObject({ status: 'active' })
})

test('one browser keeps two places at most, whatever it asks for at once', async () => {
  const tenant = await makeTenant()
  const makeContext = makeLines(tenant)
  const outcomes = await Promise.allSettled(
    [0, 2, 4, 6].map((later) => keep(makeContext(), { wish: time(TEN + hours(later)) })),
  )

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  const wish = { ...time(), trainerId: ids.ivan }
  await refuse(keep(tenant.ctx, { wish }), 'not_allowed', 'hold_limit')
  await expect(keep(tenant.ctx, { wish, holderSecret: theirs })).resolves.toBeDefined()
  tenant.clock.advance(minutes(5))
  await expect(keep(tenant.ctx, { wish })).resolves.toMatchObject({ status: 'active' })
})

test('whoever keeps it books with it, once, and no one else does', async () => {
  const tenant = await makeTenant()
  const hold = await keep(tenant.ctx)
  const input = makeBookingInput({ startsAt: TEN, hold: { id: hold.id, holderSecret: mine } })
  await refuse(
    createBooking(tenant.ctx, { ...input, hold: { id: hold.id, holderSecret: theirs } }),
    'slot_taken',
    'busy',
  )
  const { booking } = await createBooking(tenant.ctx, input)
  const again = await createBooking(tenant.ctx, input)

  expect(again).toMatchObject({ isNew: false, booking: { id: booking.id } })
  await refuse(keep(tenant.ctx, { attemptKey: `attempt-${attempts}` }), 'conflict', 'hold_consumed')
  expect(await findFaults(tenant.ctx.db, tenant.clock.now())).toEqual([])
})

test('a booking that comes after its hold has ended is decided like any other', async () => {
  const tenant = await makeTenant()
  const hold = { id: (await keep(tenant.ctx)).id, holderSecret: mine }
  const later = { id: (await keep(tenant.ctx, { wish: time(TEN + hours(3)) })).id, holderSecret: mine }
  tenant.clock.advance(minutes(5))
  await bookTime(tenant.ctx)

  await refuse(createBooking(tenant.ctx, makeBookingInput({ startsAt: TEN, hold })), 'slot_taken', 'busy')
  await expect(
    createBooking(tenant.ctx, makeBookingInput({ startsAt: TEN + hours(3), hold: later })),
  ).resolves.toMatchObject({ isNew: true })
})

test('a hold that ends while it is being booked goes to one of two', async () => {
  for (let round = 0; round < 3; round += 1) {
    const tenant = await makeTenant()
    const makeContext = makeLines(tenant)
    const { id, expiresAt } = await keep(makeContext())
    tenant.clock.set(expiresAt)
    const hold = { id, holderSecret: mine }
    const outcomes = await Promise.allSettled([
      createBooking(makeContext({ now: () => expiresAt - 1 }), makeBookingInput({ startsAt: TEN, hold })),
      bookTime(makeContext()),
    ])

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await findFaults(tenant.ctx.db, tenant.clock.now())).toEqual([])
  }
})

/** Wants so many places in a class. */
const places = (sessionId: string, quantity = 1) => ({ wish: { sessionId, quantity } })

test('places in a class are kept, and booked with by a party of that many', async () => {
  const tenant = await makeTenant({ studio: { service: { maxParty: 4 } } })
  const session = await makeSession(tenant, { capacity: 3 })
  const hold = await keep(tenant.ctx, places(session.id, 2))
  expect(hold).toMatchObject({ sessionId: session.id, quantity: 2, startsAt: session.startsAt })
  await refuse(
    keep(tenant.ctx, { holderSecret: theirs, ...places(session.id, 2) }),
    'session_full',
    'session_full',
  )
  await keep(tenant.ctx, { holderSecret: theirs, ...places(session.id) })

  const input = { sessionId: session.id, serviceId: null, trainerId: null, startsAt: null }
  const { party } = await createBooking(
    tenant.ctx,
    makeBookingInput({ ...input, guests: [{}], hold: { id: hold.id, holderSecret: mine } }),
  )
  expect(party).toHaveLength(2)
  expect(await findFaults(tenant.ctx.db, tenant.clock.now())).toEqual([])
})

test('nobody keeps a place that somebody waits for', async () => {
  const full = await makeFullClass()
  await joinInOrder(full, 'ada')
  await free(full.ctx, full.bookedIds[0] ?? '')

  await refuse(keep(full.ctx, places(full.session.id)), 'session_full', 'waitlist_first')
})

test.each([
  ['in the past', time(TEN - hours(3)), 'slot_unavailable', 'in_past'],
  ['outside hours', time(TEN + hours(10)), 'slot_unavailable', 'outside_hours'],
])('what cannot be booked %s cannot be kept', async (_, wish, code, reason) => {
  const { ctx } = await makeTenant()
  await refuse(keep(ctx, { wish }), code, reason)
})

test('a class that has begun cannot be kept, nor one there is not, nor more places than a party', async () => {
  const tenant: TestTenant = await makeTenant({ studio: { service: { maxParty: 2 } } })
  const session = await makeSession(tenant)
  await refuse(keep(tenant.ctx, places(session.id, 3)), 'invalid_input', 'party_too_large')
  await expect(keep(tenant.ctx, places('ses_unknown'))).rejects.toMatchObject({ code: 'not_found' })
  tenant.clock.set(session.startsAt)
  await refuse(keep(tenant.ctx, places(session.id)), 'slot_unavailable', 'started')
})

test('what a trainer takes no more of in a day cannot be kept either', async () => {
  const tenant = await makeTenant()
  const { db } = tenant.ctx
  await db.write([
    db.orm.insert(bookingLimits).values({ id: 'lim_day', subject: 'trainer', period: 'day', maxBookings: 1 }),
  ])
  const ctx = tenant.makeContext()
  await keep(ctx)

  await expect(keep(ctx, { wish: time(TEN + hours(4)) })).rejects.toMatchObject({
    details: { reason: 'trainer_limit' },
  })
})

test.each([
  [{ holderSecret: 'short' }, 'holderSecret'],
  [{ attemptKey: 'with space' }, 'attemptKey'],
  [{ wish: { sessionId: 'ses_1', quantity: 0 } }, 'wish'],
])('%j names the field', async (changes, path) => {
  const { ctx } = await makeTenant()
  await expect(keep(ctx, changes)).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path: expect.stringContaining(path) }] },
  })
})

test('the line remembers nothing of a hold that has ended', async () => {
  const tenant = await makeTenant()
  const makeContext = makeLines(tenant)
  const { expiresAt } = await keep(makeContext())
  tenant.clock.set(expiresAt - seconds(1))
  await refuse(bookTime(makeContext()), 'slot_taken', 'busy')
  tenant.clock.set(expiresAt)

  await expect(bookTime(makeContext())).resolves.toMatchObject({ isNew: true })
})
