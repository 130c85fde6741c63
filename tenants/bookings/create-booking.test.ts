import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookingEvents, bookings, clients, messages, timeOff } from '../../db/tenant/schema/index.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { listAvailableSlots } from '../availability/list-available-slots.ts'
import { hours, minutes } from '../durations.ts'
import { isAppError, type AppError } from '../errors.ts'
import { createBooking } from './create-booking.ts'

const TEN = Date.UTC(2027, 0, 4, 8)
const at = (startsAt: number) => makeBookingInput({ startsAt })

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isAppError(error)) throw new Error('expected an AppError', { cause: error })
  return error
}

test('books the time and keeps what was agreed on with it', async () => {
  const { ctx } = await makeTenant()

  const { booking, isNew } = await createBooking(ctx, makeBookingInput({ notes: 'First time' }))

  expect(isNew).toBe(true)
  expect(booking).toMatchObject({
    status: 'confirmed',
    startsAt: TEN,
    endsAt: TEN + hours(1),
    trainerId: ids.maria,
    priceMinor: 6000,
    currency: 'EUR',
    freeCancelUntil: TEN - hours(24),
    timeZone: 'Europe/Sofia',
    notes: 'First time',
  })
})

test('writes the client, the history and the messages together with the booking, once', async () => {
  const { ctx, makeContext } = await makeTenant()
  const input = makeBookingInput()

  const { booking } = await createBooking(ctx, input)
  await createBooking(makeContext(), input)

  const { db } = makeContext()
  const [people, events, planned] = await db.read([
    db.orm.select().from(clients),
    db.orm.select().from(bookingEvents),
    db.orm.select().from(messages),
  ])
  expect(people).toMatchObject([{ id: booking.clientId, email: input.client?.email }])
  expect(events).toMatchObject([{ bookingId: booking.id, kind: 'booked' }])
  expect(planned.map(({ kind }) => kind)).toContain('booking_confirmed')
})

test('knows a client by the address, however it is typed, also twice in one batch', async () => {
  const { makeContext } = await makeTenant()
  const client = { firstName: 'Elena', lastName: 'Ivanova', email: 'Elena@Example.test ' }

  const [first, second] = await Promise.all([
    createBooking(makeContext(), makeBookingInput({ client })),
    createBooking(makeContext(), makeBookingInput({ client, startsAt: TEN + hours(2) })),
  ])

  expect(second.booking.clientId).toBe(first.booking.clientId)
})

test.each([
  ['starts inside another', minutes(30)],
  ['ends inside another', -minutes(30)],
  ['is the same time', 0],
  ['starts inside the buffer after another', hours(1)],
])('refuses a time that %s, with times that are free', async (_how, shift) => {
  const { ctx, makeContext } = await makeTenant()
  await createBooking(ctx, at(TEN))

  const error = await failureOf(createBooking(makeContext(), at(TEN + shift)))

  expect(error.code).toBe('slot_taken')
  expect(error.details.alternatives).toHaveLength(5)
  for (const alternative of error.details.alternatives ?? []) {
    const again = makeBookingInput({ startsAt: alternative.startsAt, trainerId: alternative.trainerId })
    expect((await createBooking(makeContext(), again)).isNew).toBe(true)
    break
  }
})

test('offers the same time with another trainer first', async () => {
  const { ctx, makeContext } = await makeTenant()
  await createBooking(ctx, at(TEN))

  const error = await failureOf(createBooking(makeContext(), at(TEN)))

  expect(error.details.alternatives?.[0]).toEqual({ startsAt: TEN, trainerId: ids.ivan })
})

test.each([
  ['in_past', TEN - hours(24)],
  ['outside_hours', TEN + hours(12)],
  ['off_grid', TEN + minutes(7)],
  ['too_far', TEN + hours(24 * 70)],
])('refuses with the reason %s what cannot be booked at all', async (reason, startsAt) => {
  const { ctx } = await makeTenant()

  const error = await failureOf(createBooking(ctx, at(startsAt)))

  expect(error).toMatchObject({ code: 'slot_unavailable', details: { reason } })
})

test('says that the trainer is away', async () => {
  const { ctx, makeContext } = await makeTenant()
  const { db } = ctx
  const off = { id: 'off_1', trainerId: ids.maria, startsAt: TEN, endsAt: TEN + hours(3) }
  await db.write([db.orm.insert(timeOff).values(off)])

  const error = await failureOf(createBooking(makeContext(), at(TEN + hours(1))))

  expect(error.details.reason).toBe('time_off')
})

test('gives any trainer who is free, the least busy of the day first', async () => {
  const { makeContext } = await makeTenant()
  await createBooking(makeContext(), makeBookingInput({ startsAt: TEN + hours(3), trainerId: ids.maria }))

  const first = await createBooking(makeContext(), makeBookingInput({ trainerId: null }))
  const second = await createBooking(makeContext(), makeBookingInput({ trainerId: null }))
  const third = await failureOf(createBooking(makeContext(), makeBookingInput({ trainerId: null })))

  expect([first.booking.trainerId, second.booking.trainerId]).toEqual([ids.ivan, ids.maria])
  expect(third.code).toBe('slot_taken')
})

test('finds its own booking again when the same request is sent ten times at once', async () => {
  const { makeContext } = await makeTenant()
  const input = makeBookingInput()

  const answers = await Promise.all(Array.from({ length: 10 }, () => createBooking(makeContext(), input)))

  expect(new Set(answers.map(({ booking, manageToken }) => booking.id + manageToken)).size).toBe(1)
  const { db } = makeContext()
  const [rows] = await db.read([db.orm.select().from(bookings)])
  expect(rows).toHaveLength(1)
})

test('refuses a key that was used for another request', async () => {
  const { makeContext } = await makeTenant()
  const input = makeBookingInput()
  await createBooking(makeContext(), input)

  const error = await failureOf(createBooking(makeContext(), { ...input, startsAt: TEN + hours(4) }))

  expect(error.code).toBe('idempotency_key_reused')
})

test('lets exactly one of many different people win a time', async () => {
  const { makeContext } = await makeTenant()

  const answers = await Promise.all(
    Array.from({ length: 12 }, () =>
      createBooking(makeContext(), at(TEN)).then(
        () => 'booked',
        (error: unknown) => (isAppError(error) ? error.code : 'failed'),
      ),
    ),
  )

  expect(answers.toSorted()).toEqual(['booked', ...Array.from({ length: 11 }, () => 'slot_taken')])
})

test('accepts every time it offers', async () => {
  const { ctx, makeContext } = await makeTenant()
  const offered = await listAvailableSlots(ctx, {
    serviceId: ids.training,
    fromOn: '2027-01-04',
    toOn: '2027-01-05',
  })

  expect(offered.slots.length).toBeGreaterThan(20)
  for (const { startsAt } of offered.slots) {
    const isStillOffered = (
      await listAvailableSlots(makeContext(), {
        serviceId: ids.training,
        fromOn: '2027-01-04',
        toOn: '2027-01-05',
      })
    ).slots.some((slot) => slot.startsAt === startsAt)
    if (!isStillOffered) continue
    expect((await createBooking(makeContext(), makeBookingInput({ startsAt, trainerId: null }))).isNew).toBe(
      true,
    )
  }
})

test.each([
  ['an empty name', { firstName: '  ' }, 'client.firstName', 'required'],
  ['a list of addresses', { email: 'a@x.test,b@y.test' }, 'client.email', 'not_an_email'],
  ['a name that turns text around', { lastName: 'Ivan\u202Eova' }, 'client.lastName', 'not_plain'],
  ['a name that nobody sees', { lastName: '\u200B\u2060' }, 'client.lastName', 'required'],
  ['a lone surrogate', { lastName: 'Ivan\uD800' }, 'client.lastName', 'not_plain'],
  ['a line break in a name', { firstName: 'Elena\r\nBcc: x@y.test' }, 'client.firstName', 'not_plain'],
  ['a number that is no phone', { phone: '12' }, 'client.phone', 'not_a_phone'],
  ['a zone that does not exist', { timeZone: '../../etc/passwd' }, 'client.timeZone', 'not_a_time_zone'],
])('refuses %s and names the field', async (_what, changes, path, code) => {
  const { ctx } = await makeTenant()
  const client = { firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test', ...changes }

  const error = await failureOf(createBooking(ctx, makeBookingInput({ client })))

  expect(error.code).toBe('invalid_input')
  expect(error.details.errors).toMatchObject([{ path, code }])
})

test('does not show whoever books with a known address what the studio knows of that client', async () => {
  const { makeContext } = await makeTenant()
  const email = 'elena@example.test'
  await createBooking(
    makeContext(),
    makeBookingInput({ client: { firstName: 'Elena', lastName: 'Ivanova', email, phone: '+359881234567' } }),
  )

  const { booking } = await createBooking(
    makeContext(),
    makeBookingInput({ startsAt: TEN + hours(3), client: { firstName: 'X', lastName: 'Y', email } }),
  )

  expect(booking.client).toEqual({ firstName: 'X', lastName: 'Y', email, phone: null })
})

test('leaves nothing behind for those who lose', async () => {
  const { makeContext } = await makeTenant()
  const won = await createBooking(makeContext(), at(TEN))
  await failureOf(createBooking(makeContext(), at(TEN)))

  const { db } = makeContext()
  const [people, sent] = await db.read([
    db.orm.select().from(clients),
    db.orm.select().from(messages).where(eq(messages.bookingId, won.booking.id)),
  ])
  expect(people).toHaveLength(1)
  expect(sent.length).toBeGreaterThan(0)
})
