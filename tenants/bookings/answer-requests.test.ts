import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { bookingEvents, messages } from '../../db/tenant/schema/index.ts'
import { findFaults } from '../../tests/support/find-faults.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeLines } from '../../tests/support/make-lines.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { hours, minutes } from '../durations.ts'
import { isAppError } from '../errors.ts'
import { cancelBooking } from './cancel-booking.ts'
import { confirmBooking } from './confirm-booking.ts'
import { createBooking } from './create-booking.ts'
import { declineBooking } from './decline-booking.ts'
import { expireRequests } from './expire-requests.ts'
import { getBooking } from './get-booking.ts'
import { rescheduleBooking } from './reschedule-booking.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

const staff = { actor: staffActor } as const
/** Wednesday 6 January 2027, 10:00 in Sofia. */
const WEDNESDAY = Date.UTC(2027, 0, 6, 8)

/** A request for Wednesday, in a studio that approves bookings within six hours. */
async function request(changes: Partial<Parameters<typeof makeBookingInput>[0]> = {}) {
  const studio = await makeTenant({
    studio: { service: { approval: 'always', approvalHours: 6, maxParty: 3 } },
  })
  const input = makeBookingInput({ startsAt: WEDNESDAY, ...changes })
  const { booking, party, manageToken } = await createBooking(studio.makeContext(), input)
  return { ...studio, studio, booking, party, link: { bookingId: booking.id, manageToken } }
}

async function told({ ctx: { db } }: TestTenant) {
  const [rows] = await db.read([db.orm.select().from(messages)])
  return rows.map(({ kind, state }) => `${kind} ${state}`).toSorted()
}

async function events({ ctx: { db } }: TestTenant, bookingId: string) {
  const [rows] = await db.read([
    db.orm.select().from(bookingEvents).where(eq(bookingEvents.bookingId, bookingId)),
  ])
  return rows.map(({ kind, actor }) => [kind, actor])
}

const reasonOf = async (doing: Promise<unknown>) => {
  const failure = await doing.catch((error: unknown) => error)
  return isAppError(failure) ? [failure.code, failure.details.reason] : failure
}

test('a request keeps its place until it is answered', async () => {
  const { makeContext, booking, clock } = await request()

  expect(booking).toMatchObject({ status: 'pending', expiresAt: clock.now() + hours(6) })
  expect(await reasonOf(createBooking(makeContext(), makeBookingInput({ startsAt: WEDNESDAY })))).toEqual([
    'slot_taken',
    'busy',
  ])
})

describe('confirming', () => {
  test('makes it a booking, for everybody of the party, and tells it', async () => {
    const { studio, makeContext, link, party, clock } = await request({ guests: [{}, {}] })

    const confirmed = await confirmBooking(makeContext(staff), link)
    const again = await confirmBooking(makeContext(staff), link)

    expect(confirmed).toMatchObject({ status: 'confirmed', expiresAt: null, version: 2 })
    expect(again).toEqual(confirmed)
    for (const { id } of party) {
      expect(await getBooking(makeContext(staff), { bookingId: id, manageToken: '' })).toMatchObject({
        status: 'confirmed',
      })
      expect(await events(studio, id)).toEqual([
        ['requested', 'api'],
        ['confirmed', 'staff:key_test'],
      ])
    }
    expect(await told(studio)).toEqual([
      'booking_confirmed planned',
      'booking_requested skipped',
      'reminder planned',
      'reminder planned',
      'reminder skipped',
      'reminder skipped',
    ])
    expect(await findFaults(studio.ctx.db, clock.now())).toEqual([])
  })

  test('two at the same moment confirm it once', async () => {
    const { studio, link } = await request()
    const makeContext = makeLines(studio, { isForgetful: true })

    const answers = await Promise.all([
      confirmBooking(makeContext(staff), link),
      confirmBooking(makeContext(staff), link),
    ])

    expect(answers.map(({ status, version }) => [status, version])).toEqual([
      ['confirmed', 2],
      ['confirmed', 2],
    ])
    expect(await events(studio, link.bookingId)).toHaveLength(2)
  })

  test('is refused when it has expired, swept up or not, and then the place may be another’s', async () => {
    const { studio, makeContext, link, clock } = await request()
    clock.set(clock.now() + hours(6))

    expect(await reasonOf(confirmBooking(makeContext(staff), link))).toEqual(['not_allowed', 'expired'])
    const other = await createBooking(makeContext(), makeBookingInput({ startsAt: WEDNESDAY }))
    expect(other.booking.status).toBe('pending')
    await expireRequests(makeContext())
    expect(await reasonOf(confirmBooking(makeContext(staff), link))).toEqual(['not_allowed', 'expired'])
    expect(await findFaults(studio.ctx.db, clock.now())).toEqual([])
  })

  test('and expiring at the same moment leave one of the two', async () => {
    const { studio, link, clock } = await request()
    const makeContext = makeLines(studio)
    clock.set(clock.now() + hours(6) - 1)
    const early = makeContext({ ...staff, now: () => clock.now() })
    const late = makeContext({ now: () => clock.now() + 1 })

    const [confirmed] = await Promise.allSettled([confirmBooking(early, link), expireRequests(late)])

    const { status } = await getBooking(makeContext(staff), link)
    expect(status).toBe(confirmed.status === 'fulfilled' ? 'confirmed' : 'expired')
    expect(await findFaults(studio.ctx.db, clock.now() + 1)).toEqual([])
  })

  test.each([
    ['declined', declineBooking],
    ['cancelled', cancelBooking],
  ])('is refused once it is %s', async (status, end) => {
    const { makeContext, link } = await request()
    await end(makeContext(staff), link)

    expect(await reasonOf(confirmBooking(makeContext(staff), link))).toEqual(['not_allowed', status])
  })

  test('is for staff', async () => {
    const { makeContext, link } = await request()

    for (const deed of [confirmBooking, declineBooking]) {
      expect(await reasonOf(deed(makeContext(), link))).toEqual(['unauthorized', undefined])
    }
  })
})

test('declining frees the place and tells it, once', async () => {
  const { studio, makeContext, link, clock } = await request({ guests: [{}] })

  const declined = await declineBooking(makeContext(staff), { ...link, reason: 'Away' })
  const again = await declineBooking(makeContext(staff), link)

  expect(declined).toMatchObject({ status: 'declined', version: 2 })
  expect(again).toEqual(declined)
  expect(await told(studio)).toEqual([
    'booking_declined planned',
    'booking_requested planned',
    'reminder skipped',
    'reminder skipped',
  ])
  const next = await createBooking(makeContext(), makeBookingInput({ startsAt: WEDNESDAY }))
  expect(next.isNew).toBe(true)
  expect(await findFaults(studio.ctx.db, clock.now())).toEqual([])
})

test('requests that nobody answers expire, each once, and the next is announced', async () => {
  const { studio, makeContext, link, clock } = await request()
  clock.set(clock.now() + hours(1))
  const other = await createBooking(makeContext(), makeBookingInput({ startsAt: WEDNESDAY + hours(3) }))

  expect(await expireRequests(makeContext())).toBe(clock.now() + hours(5))
  clock.set(clock.now() + hours(5))
  expect(await expireRequests(makeContext())).toBe(other.booking.expiresAt)
  await expireRequests(makeContext())

  expect((await getBooking(makeContext(), link)).status).toBe('expired')
  expect(await events(studio, link.bookingId)).toEqual([
    ['requested', 'api'],
    ['expired', 'system'],
  ])
  expect((await told(studio)).filter((one) => one.startsWith('booking_declined'))).toHaveLength(1)
  clock.set(clock.now() + hours(1))
  expect(await expireRequests(makeContext())).toBeNull()
})

test('a request that moves is still one, and waits no longer than to its new start', async () => {
  const { makeContext, link, clock } = await request()
  const soon = clock.now() + hours(2)

  const moved = await rescheduleBooking(makeContext(), { ...link, idempotencyKey: 'a', startsAt: soon })

  expect(moved).toMatchObject({ status: 'pending', startsAt: soon, expiresAt: soon })
  clock.set(soon - minutes(1))
  expect((await confirmBooking(makeContext(staff), link)).status).toBe('confirmed')
})
