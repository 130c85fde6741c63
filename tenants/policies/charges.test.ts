import { describe, expect, test } from 'vitest'
import {
  auditLog,
  charges,
  policies,
  policyVersions,
  type PolicyRules,
} from '../../db/tenant/schema/index.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { addSession, makeClassStudio, type ClassStudio } from '../../tests/support/make-class-studio.ts'
import { makePolicyRules } from '../../tests/support/make-policy-rules.ts'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { getBooking } from '../bookings/get-booking.ts'
import { markNoShow } from '../bookings/mark-no-show.ts'
import { previewCancel } from '../bookings/preview-cancel.ts'
import { days, hours, minutes } from '../durations.ts'
import { isAppError } from '../errors.ts'
import { isSuspended } from './is-suspended.ts'
import { settleCharges } from './settle-charges.ts'
import { waiveCharge } from './waive-charge.ts'

/** Wednesday 6 January 2027, 18:00 in Sofia. */
const START = Date.UTC(2027, 0, 6, 16)

/** Yoga for 15.00 under a policy: late from four hours before on, which costs half of the price. */
async function makeStudio(rules: Partial<PolicyRules> = {}): Promise<ClassStudio> {
  const studio = await makeClassStudio({ yoga: { maxParty: 4, waitlistMode: 'none' } })
  const { db } = studio.ctx
  const agreed = makePolicyRules({ lateCancel: { kind: 'fee', feePercent: 50 }, ...rules })
  await db.write([
    db.orm.insert(policies).values({ id: 'pol_1', name: 'All', position: 0, version: 1 }),
    db.orm
      .insert(policyVersions)
      .values({ policyId: 'pol_1', version: 1, rules: agreed, text: {}, createdAt: 0 }),
  ])
  return studio
}

async function book(studio: ClassStudio, sessionId: string, changes: object = {}) {
  const input = makeBookingInput({ sessionId, serviceId: null, trainerId: null, startsAt: null, ...changes })
  const { booking, manageToken } = await createBooking(studio.makeContext(), input)
  return { id: booking.id, clientId: booking.clientId, link: { bookingId: booking.id, manageToken } }
}

const ana = { client: { firstName: 'Ana', lastName: 'Ilieva', email: 'ana@example.test' } }

async function owed({ ctx: { db } }: ClassStudio) {
  const [rows] = await db.read([db.orm.select().from(charges).orderBy(charges.createdAt, charges.id)])
  return rows.map(({ kind, amountMinor, losesCredit, state, reason }) => {
    return [kind, amountMinor, losesCredit, state, reason]
  })
}

describe('cancelling', () => {
  test.each([
    ['at the deadline', hours(4), 'free', []],
    ['a millisecond after it', hours(4) - 1, 'late', [['late_cancel', 750, false, 'owed', null]]],
  ])('%s', async (_when, before, kind, expected) => {
    const studio = await makeStudio()
    const { id } = await addSession(studio, { startsAt: START })
    const { link } = await book(studio, id)
    studio.clock.set(START - before)

    const preview = await previewCancel(studio.makeContext(), link)
    const cancelled = await cancelBooking(studio.makeContext(), link)

    expect([preview.kind, cancelled.cancelKind]).toEqual([kind, kind])
    expect(preview.owedMinor).toBe(expected.length === 0 ? 0 : 750)
    expect(await owed(studio)).toEqual(expected)
  })

  test('late frees the place all the same', async () => {
    const studio = await makeStudio()
    const { id } = await addSession(studio, { startsAt: START, capacity: 1 })
    const { link } = await book(studio, id)
    studio.clock.set(START - minutes(5))
    await cancelBooking(studio.makeContext(), link)

    expect((await book(studio, id)).id).not.toBe(link.bookingId)
  })

  test.each([
    [{ kind: 'none' }, []],
    [{ kind: 'lose_credit' }, [['late_cancel', 0, true, 'owed', null]]],
    [{ kind: 'fee', feeMinor: 300 }, [['late_cancel', 300, false, 'owed', null]]],
    [{ kind: 'lose_credit_and_fee', feePercent: 33 }, [['late_cancel', 495, true, 'owed', null]]],
  ] as const)('late under %j is charged so', async (lateCancel, expected) => {
    const studio = await makeStudio({ lateCancel })
    const { id } = await addSession(studio, { startsAt: START })
    const { link } = await book(studio, id)
    studio.clock.set(START - hours(1))
    await cancelBooking(studio.makeContext(), link)

    expect(await owed(studio)).toEqual(expected)
  })

  test('by the studio costs nothing, and what staff forgive is not owed', async () => {
    const studio = await makeStudio()
    const { id } = await addSession(studio, { startsAt: START })
    const [one, other] = [await book(studio, id), await book(studio, id)]
    studio.clock.set(START - hours(1))
    await cancelBooking(studio.staff, { ...one.link, isByStudio: true })
    await cancelBooking(studio.staff, { ...other.link, waiveReason: 'Flu' })

    expect(await owed(studio)).toEqual([['late_cancel', 750, false, 'waived', 'staff']])
    const { db } = studio.ctx
    const [audit] = await db.read([db.orm.select().from(auditLog)])
    expect(audit.map(({ action, subjectId, reason }) => [action, subjectId, reason])).toEqual([
      ['charge.waive', other.id, 'Flu'],
    ])
  })

  test('one of a party charges one, and all of them all', async () => {
    const studio = await makeStudio()
    const { id } = await addSession(studio, { startsAt: START })
    const { link } = await book(studio, id, { guests: [{}, {}] })
    studio.clock.set(START - hours(1))

    expect(await previewCancel(studio.makeContext(), { ...link, isWholeParty: true })).toMatchObject({
      heads: 3,
      owedMinor: 2_250,
    })
    await cancelBooking(studio.makeContext(), link)
    expect(await owed(studio)).toHaveLength(1)
    await cancelBooking(studio.makeContext(), { ...link, isWholeParty: true })
    expect(await owed(studio)).toHaveLength(3)
  })

  test('soon after booking inside the deadline is free', async () => {
    const studio = await makeStudio({ afterBookingMinutes: 20 })
    const { id } = await addSession(studio, { startsAt: START })
    studio.clock.set(START - hours(2))
    const [one, other] = [await book(studio, id), await book(studio, id)]
    studio.clock.set(START - hours(2) + minutes(20))
    await cancelBooking(studio.makeContext(), one.link)
    studio.clock.set(START - hours(2) + minutes(20) + 1)
    await cancelBooking(studio.makeContext(), other.link)

    expect(await owed(studio)).toHaveLength(1)
  })
})

test('the first in so many days is forgiven, and counts all the same', async () => {
  const studio = await makeStudio({ grace: { count: 1, days: 10 } })
  const late = async (day: number) => {
    const startsAt = START + days(day)
    const { id } = await addSession(studio, { startsAt })
    const { link } = await book(studio, id, ana)
    studio.clock.set(startsAt - hours(1))
    const { isWithinGrace } = await previewCancel(studio.makeContext(), link)
    await cancelBooking(studio.makeContext(), link)
    return isWithinGrace
  }

  expect([await late(0), await late(5), await late(20)]).toEqual([true, false, true])
  studio.clock.set(START + days(21))
  await settleCharges(studio.makeContext())
  expect((await owed(studio)).map(([, , , state, reason]) => [state, reason])).toEqual([
    ['waived', 'grace'],
    ['owed', null],
    ['waived', 'grace'],
  ])
})

describe('where nothing is owed when somebody else comes', () => {
  async function cancelLate(capacity: number, afterBookingMinutes = 0) {
    const studio = await makeStudio({ isWaivedWhenRefilled: true, afterBookingMinutes })
    const { id } = await addSession(studio, { startsAt: START, capacity })
    const { link } = await book(studio, id)
    studio.clock.set(START - hours(1))
    await cancelBooking(studio.makeContext(), link)
    return { studio, sessionId: id, link }
  }

  test('it is decided at the start', async () => {
    const { studio } = await cancelLate(1)

    expect(await owed(studio)).toEqual([['late_cancel', 750, false, 'pending', null]])
    expect(await settleCharges(studio.makeContext())).toBe(START)
    studio.clock.set(START)
    expect(await settleCharges(studio.makeContext())).toBeNull()
    expect(await owed(studio)).toEqual([['late_cancel', 750, false, 'owed', null]])
  })

  test('the place was taken', async () => {
    const { studio, sessionId } = await cancelLate(1)
    await book(studio, sessionId)
    studio.clock.set(START)
    await Promise.all([settleCharges(studio.makeContext()), settleCharges(studio.makeContext())])

    expect(await owed(studio)).toEqual([['late_cancel', 750, false, 'waived', 'refilled']])
  })

  test('somebody came, but there was room for both', async () => {
    const { studio, sessionId } = await cancelLate(2)
    await book(studio, sessionId)
    studio.clock.set(START)
    await settleCharges(studio.makeContext())

    expect(await owed(studio)).toEqual([['late_cancel', 750, false, 'owed', null]])
  })

  test.each([
    ['in time, so it was not taken', 20, ['owed']],
    ['too late, and owes it instead', 5, ['waived', 'owed']],
  ])('whoever took it went again %s', async (_what, afterBookingMinutes, states) => {
    const { studio, sessionId } = await cancelLate(1, afterBookingMinutes)
    const { link } = await book(studio, sessionId)
    studio.clock.set(START - hours(1) + minutes(10))
    await cancelBooking(studio.makeContext(), link)
    studio.clock.set(START)
    await settleCharges(studio.makeContext())

    expect((await owed(studio)).map(([, , , state]) => state)).toEqual(states)
  })
})

describe('three in thirty days stop online booking for ten', () => {
  const suspension = { count: 3, days: 30, blockDays: 10 }

  /** Misses as many classes, a day after the other; the last at `START` plus so many days. */
  async function miss(times: number) {
    const studio = await makeStudio({ suspension })
    const missed = []
    for (let day = 0; day < times; day += 1) {
      const { id } = await addSession(studio, { startsAt: START + days(day) })
      const one = await book(studio, id, ana)
      studio.clock.set(START + days(day) - (day % 2 === 0 ? hours(1) : 0))
      if (day % 2 === 0) await cancelBooking(studio.makeContext(), one.link)
      else await markNoShow(studio.staff, one.link)
      missed.push(one)
    }
    const next = await addSession(studio, { startsAt: START + days(14) })
    return { studio, missed, next }
  }

  test('two do not', async () => {
    const { studio, missed, next } = await miss(2)

    expect(await isSuspended(studio.makeContext(), missed[0]?.clientId ?? '')).toBeNull()
    expect((await book(studio, next.id, ana)).id).toBeTruthy()
  })

  test('three do, for this client and nobody else, and staff still can book', async () => {
    const { studio, next } = await miss(3)
    const until = START + days(2) - hours(1) + days(10)

    const failure = await book(studio, next.id, ana).catch((error: unknown) => error)

    expect(isAppError(failure) && [failure.code, failure.details]).toEqual([
      'not_allowed',
      { reason: 'suspended', opensAt: until },
    ])
    expect((await book(studio, next.id)).id).toBeTruthy()
    const input = makeBookingInput({ sessionId: next.id, startsAt: null, source: 'staff', ...ana })
    const { booking, manageToken } = await createBooking(studio.staff, input)
    await cancelBooking(studio.staff, { bookingId: booking.id, manageToken })
    studio.clock.set(until)
    expect((await book(studio, next.id, ana)).id).toBeTruthy()
  })

  test('what staff forgive does not count', async () => {
    const { studio, missed, next } = await miss(3)
    const [, second] = missed
    await waiveCharge(studio.staff, { bookingId: second?.id ?? '', reason: 'Our clock was wrong' })
    await waiveCharge(studio.staff, { bookingId: second?.id ?? '', reason: 'Our clock was wrong' })

    expect((await book(studio, next.id, ana)).id).toBeTruthy()
    expect((await owed(studio)).map((one) => one[3]).toSorted()).toEqual(['owed', 'owed', 'waived'])
  })
})

test('only what was late or missed can be forgiven, and only by staff', async () => {
  const studio = await makeStudio()
  const { id } = await addSession(studio, { startsAt: START })
  const { link } = await book(studio, id)

  await expect(
    waiveCharge(studio.makeContext(), { bookingId: link.bookingId, reason: 'Please' }),
  ).rejects.toMatchObject({ code: 'unauthorized' })
  await expect(
    waiveCharge(studio.staff, { bookingId: link.bookingId, reason: 'Why not' }),
  ).rejects.toMatchObject({ code: 'not_allowed', details: { reason: 'nothing_owed' } })
  expect((await getBooking(studio.makeContext(), link)).status).toBe('confirmed')
})
