import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { bookingEvents, bookings, charges, policies, policyVersions } from '../../db/tenant/schema/index.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makePolicyRules } from '../../tests/support/make-policy-rules.ts'
import { makeTenant, type TenantOptions, type TestTenant } from '../../tests/support/make-tenant.ts'
import { days, hours, minutes } from '../durations.ts'
import { isAppError } from '../errors.ts'
import { cancelBooking } from './cancel-booking.ts'
import { checkIn } from './check-in.ts'
import { completeBookings } from './complete-bookings.ts'
import { createBooking } from './create-booking.ts'
import { markNoShow } from './mark-no-show.ts'
import { markNoShows } from './mark-no-shows.ts'
import { rescheduleBooking } from './reschedule-booking.ts'
import { undoCheckIn } from './undo-check-in.ts'
import { undoNoShow } from './undo-no-show.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

const staff = { actor: staffActor } as const
/** Wednesday 6 January 2027, 10:00 to 11:00 in Sofia. */
const START = Date.UTC(2027, 0, 6, 8)
const END = START + hours(1)

/** A booking under a policy by which a no-show costs 10.00. */
async function book(service: NonNullable<TenantOptions['studio']>['service'] = {}) {
  const studio = await makeTenant({ studio: { service } })
  const { db } = studio.ctx
  const rules = makePolicyRules({ noShow: { kind: 'fee', feeMinor: 1_000 } })
  await db.write([
    db.orm.insert(policies).values({ id: 'pol_1', name: 'All', position: 0, version: 1 }),
    db.orm.insert(policyVersions).values({ policyId: 'pol_1', version: 1, rules, text: {}, createdAt: 0 }),
  ])
  const { booking, manageToken } = await createBooking(
    studio.makeContext(),
    makeBookingInput({ startsAt: START }),
  )
  return { ...studio, studio, link: { bookingId: booking.id, manageToken } }
}

async function state({ ctx: { db } }: TestTenant) {
  const [rows, owed, events] = await db.read([
    db.orm.select().from(bookings),
    db.orm.select().from(charges),
    db.orm.select().from(bookingEvents).orderBy(bookingEvents.at),
  ])
  return {
    status: rows[0]?.status,
    checkedInAt: rows[0]?.checkedInAt,
    charges: owed.map((one) => [one.kind, one.amountMinor, one.state, one.reason]),
    events: events.map(({ kind, actor }) => `${kind} ${actor}`),
  }
}

const reasonOf = async (doing: Promise<unknown>) => {
  const failure = await doing.catch((error: unknown) => error)
  return isAppError(failure) ? [failure.code, failure.details.reason] : failure
}

const by = 'staff:key_test'

describe('checking in', () => {
  test('begins half a day before the start', async () => {
    const { makeContext, link, clock } = await book()
    clock.set(START - hours(12) - 1)
    expect(await reasonOf(checkIn(makeContext(staff), link))).toEqual(['not_allowed', 'too_early'])

    clock.advance(1)
    expect((await checkIn(makeContext(staff), link)).status).toBe('checked_in')
  })

  test('is written down once, and can be taken back', async () => {
    const { studio, makeContext, link, clock } = await book()
    clock.set(START - minutes(5))

    await checkIn(makeContext(staff), link)
    expect(await checkIn(makeContext(staff), link)).toMatchObject({ status: 'checked_in', version: 2 })
    expect(await undoCheckIn(makeContext(staff), link)).toMatchObject({
      status: 'confirmed',
      checkedInAt: null,
    })

    expect((await state(studio)).events).toEqual(['booked api', `checked_in ${by}`, `check_in_undone ${by}`])
  })

  test('whoever is there can neither move nor cancel any more; the studio can call it off', async () => {
    const { makeContext, link, clock } = await book()
    clock.set(START - minutes(5))
    await checkIn(makeContext(staff), link)

    expect(await reasonOf(cancelBooking(makeContext(), link))).toEqual(['not_allowed', 'checked_in'])
    expect(
      await reasonOf(
        rescheduleBooking(makeContext(staff), { ...link, idempotencyKey: 'a', startsAt: START + days(2) }),
      ),
    ).toEqual(['not_allowed', 'checked_in'])
    expect(await cancelBooking(makeContext(staff), { ...link, isByStudio: true })).toMatchObject({
      status: 'cancelled',
      cancelKind: 'studio',
    })
  })

  test('is for staff, and not for what is cancelled', async () => {
    const { makeContext, link } = await book()
    for (const deed of [checkIn, undoCheckIn, markNoShow, undoNoShow]) {
      expect(await reasonOf(deed(makeContext(), link))).toEqual(['unauthorized', undefined])
    }
    await cancelBooking(makeContext(), link)

    for (const deed of [checkIn, undoCheckIn, markNoShow, undoNoShow]) {
      expect(await reasonOf(deed(makeContext(staff), link))).toEqual(['not_allowed', 'cancelled'])
    }
  })
})

describe('a no-show', () => {
  test('is marked from the start on, and charged once', async () => {
    const { studio, makeContext, link, clock } = await book()
    clock.set(START - 1)
    expect(await reasonOf(markNoShow(makeContext(staff), link))).toEqual(['not_allowed', 'too_early'])
    clock.set(START)

    await Promise.all([markNoShow(makeContext(staff), link), markNoShow(makeContext(staff), link)])

    expect(await state(studio)).toMatchObject({
      status: 'no_show',
      charges: [['no_show', 1_000, 'owed', null]],
      events: ['booked api', `no_show ${by}`],
    })
  })

  test('who comes after all owes nothing, and who then goes again owes it again', async () => {
    const { studio, makeContext, link, clock } = await book()
    clock.set(START + minutes(10))
    await markNoShow(makeContext(staff), link)

    await checkIn(makeContext(staff), link)
    expect(await state(studio)).toMatchObject({
      status: 'checked_in',
      charges: [['no_show', 1_000, 'waived', 'undone']],
    })
    await markNoShow(makeContext(staff), link)
    expect(await state(studio)).toMatchObject({
      status: 'no_show',
      checkedInAt: null,
      charges: [['no_show', 1_000, 'owed', null]],
    })
  })

  test.each([
    ['while it lasts', START + minutes(10), 'checked_in'],
    ['afterwards', END + minutes(10), 'completed'],
  ])('taken back %s, they were there', async (_when, at, status) => {
    const { studio, makeContext, link, clock } = await book()
    clock.set(at)
    await markNoShow(makeContext(staff), link)

    expect((await undoNoShow(makeContext(staff), link)).status).toBe(status)
    expect((await undoNoShow(makeContext(staff), link)).status).toBe(status)
    expect(await state(studio)).toMatchObject({ charges: [['no_show', 1_000, 'waived', 'undone']] })
  })

  test('can be corrected until a day after the end', async () => {
    const { makeContext, link, clock } = await book()
    clock.set(END + hours(24))
    await markNoShow(makeContext(staff), link)
    clock.set(END + hours(24) + 1)

    for (const deed of [checkIn, undoNoShow]) {
      expect(await reasonOf(deed(makeContext(staff), link))).toEqual(['not_allowed', 'correction_closed'])
    }
  })
})

describe('by themselves', () => {
  test('bookings are over when they end, and can be corrected', async () => {
    const { studio, makeContext, link, clock } = await book()
    expect(await completeBookings(makeContext())).toBe(END)
    clock.set(END)

    expect(await completeBookings(makeContext())).toBeNull()
    await completeBookings(makeContext())

    expect(await state(studio)).toMatchObject({
      status: 'completed',
      events: ['booked api', 'completed system'],
    })
    expect((await markNoShow(makeContext(staff), link)).status).toBe('no_show')
  })

  test('whoever is not checked in becomes a no-show so long after the end, where the service says so', async () => {
    const { studio, makeContext, clock } = await book({ autoNoShowMinutes: 30 })
    expect(await markNoShows(makeContext())).toBe(END + minutes(30))
    clock.set(END + minutes(30) - 1)
    await Promise.all([markNoShows(makeContext()), completeBookings(makeContext())])
    expect((await state(studio)).status).toBe('confirmed')
    clock.set(END + minutes(30))

    expect(await markNoShows(makeContext())).toBeNull()
    await markNoShows(makeContext())

    expect(await state(studio)).toMatchObject({
      status: 'no_show',
      charges: [['no_show', 1_000, 'owed', null]],
      events: ['booked api', 'no_show system'],
    })
  })

  test('whoever checked in is not', async () => {
    const { studio, makeContext, link, clock } = await book({ autoNoShowMinutes: 30 })
    clock.set(START)
    await checkIn(makeContext(staff), link)
    clock.set(END + minutes(30))

    await markNoShows(makeContext())
    await completeBookings(makeContext())

    expect(await state(studio)).toMatchObject({ status: 'completed', charges: [] })
  })

  test('where checking in closes before the start, so does coming', async () => {
    const { studio, makeContext, link, clock } = await book({ checkInMinutes: 5 })
    expect(await markNoShows(makeContext())).toBe(START - minutes(5))
    clock.set(START - minutes(5))

    await markNoShows(makeContext())

    expect((await state(studio)).status).toBe('no_show')
    // Let in all the same.
    expect((await checkIn(makeContext(staff), link)).status).toBe('checked_in')
  })

  test('a no-show is marked or a check-in written, whichever comes first, and the money fits', async () => {
    const { studio, makeContext, link, clock } = await book({ checkInMinutes: 5 })
    clock.set(START - minutes(5))

    await Promise.allSettled([checkIn(makeContext(staff), link), markNoShows(makeContext())])

    const { status, charges: owed } = await state(studio)
    expect(status).toBe('checked_in')
    expect(owed.filter(([, , now]) => now === 'owed')).toEqual([])
  })

  test('nothing is done to what is not due', async () => {
    const { studio, makeContext } = await book({ autoNoShowMinutes: 0, checkInMinutes: null })
    const { db } = studio.ctx
    await markNoShows(makeContext())
    await completeBookings(makeContext())
    const [events] = await db.read([
      db.orm.select().from(bookingEvents).where(eq(bookingEvents.actor, 'system')),
    ])

    expect(events).toEqual([])
  })
})
