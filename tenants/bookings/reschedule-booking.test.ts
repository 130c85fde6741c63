import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { bookingEvents, bookings, messages, policies, policyVersions } from '../../db/tenant/schema/index.ts'
import type { PolicyRules } from '../../db/tenant/schema/index.ts'
import { findFaults } from '../../tests/support/find-faults.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeLines } from '../../tests/support/make-lines.ts'
import { makePolicyRules } from '../../tests/support/make-policy-rules.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { days, hours, minutes } from '../durations.ts'
import { isAppError } from '../errors.ts'
import { cancelBooking } from './cancel-booking.ts'
import { createBooking } from './create-booking.ts'
import { rescheduleBooking } from './reschedule-booking.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

const staff = { actor: staffActor } as const
/** Wednesday 6 January 2027, 10:00 in Sofia, and Friday at the same time. */
const WEDNESDAY = Date.UTC(2027, 0, 6, 8)
const FRIDAY = WEDNESDAY + days(2)

let keys = 0
const key = () => `move-${(keys += 1)}`

async function addPolicy({ ctx: { db } }: TestTenant, rules: Partial<PolicyRules>) {
  await db.write([
    db.orm.insert(policies).values({ id: 'pol_1', name: 'All', position: 0, version: 1 }),
    db.orm
      .insert(policyVersions)
      .values({ policyId: 'pol_1', version: 1, rules: makePolicyRules(rules), text: {}, createdAt: 0 }),
  ])
}

async function book(options: { rules?: Partial<PolicyRules>; startsAt?: number } = {}) {
  const studio = await makeTenant()
  if (options.rules) await addPolicy(studio, options.rules)
  const startsAt = options.startsAt ?? WEDNESDAY
  const { booking, manageToken } = await createBooking(studio.makeContext(), makeBookingInput({ startsAt }))
  return { ...studio, studio, booking, link: { bookingId: booking.id, manageToken } }
}

async function messagesOf({ ctx: { db } }: TestTenant) {
  const [rows] = await db.read([db.orm.select().from(messages)])
  return rows.map(({ kind, state, plannedAt, bookingVersion }) => ({
    kind,
    state,
    plannedAt,
    bookingVersion,
  }))
}

test('takes the new time, frees the old one, tells it and reminds anew', async () => {
  const { studio, makeContext, link, clock } = await book()

  const moved = await rescheduleBooking(makeContext(), { ...link, idempotencyKey: key(), startsAt: FRIDAY })

  expect(moved).toMatchObject({
    startsAt: FRIDAY,
    endsAt: FRIDAY + hours(1),
    trainerId: ids.maria,
    status: 'confirmed',
    version: 2,
    rescheduleCount: 1,
    freeCancelUntil: FRIDAY - hours(24),
    rescheduleUntil: FRIDAY - hours(24),
  })
  const told = await messagesOf(studio)
  const planned = told.filter(({ state }) => state === 'planned')
  expect(planned.map(({ kind, bookingVersion }) => [kind, bookingVersion]).toSorted()).toEqual([
    ['booking_moved', 2],
    ['reminder', 2],
    ['reminder', 2],
  ])
  expect(
    planned
      .filter(({ kind }) => kind === 'reminder')
      .map(({ plannedAt }) => plannedAt)
      .toSorted(),
  ).toEqual([FRIDAY - hours(24), FRIDAY - hours(1)])
  const [events] = await studio.ctx.db.read([
    studio.ctx.db.orm.select().from(bookingEvents).where(eq(bookingEvents.kind, 'moved')),
  ])
  expect(events).toMatchObject([
    { actor: 'client', at: clock.now(), details: { fromStartsAt: WEDNESDAY, toStartsAt: FRIDAY } },
  ])
  const next = await createBooking(makeContext(), makeBookingInput({ startsAt: WEDNESDAY }))
  expect(next.isNew).toBe(true)
  expect(await findFaults(studio.ctx.db, clock.now())).toEqual([])
})

test('may overlap the time it leaves', async () => {
  const { makeContext, link } = await book()
  const startsAt = WEDNESDAY + minutes(30)

  const moved = await rescheduleBooking(makeContext(), { ...link, idempotencyKey: key(), startsAt })

  expect(moved.startsAt).toBe(startsAt)
})

test('stays with its trainer unless another is named', async () => {
  const { makeContext, link } = await book()
  await createBooking(makeContext(), makeBookingInput({ startsAt: FRIDAY }))

  await expect(
    rescheduleBooking(makeContext(), { ...link, idempotencyKey: key(), startsAt: FRIDAY }),
  ).rejects.toMatchObject({
    code: 'slot_taken',
    details: { alternatives: expect.arrayContaining([{ startsAt: FRIDAY, trainerId: ids.ivan }]) },
  })
  const ask = { ...link, idempotencyKey: key(), startsAt: FRIDAY, trainerId: 'ivan' }
  expect(await rescheduleBooking(makeContext(), ask)).toMatchObject({ trainerId: ids.ivan, startsAt: FRIDAY })
})

test('another trainer can take it over at the same time', async () => {
  const { makeContext, link } = await book()

  const moved = await rescheduleBooking(makeContext(), {
    ...link,
    idempotencyKey: key(),
    trainerId: ids.ivan,
  })

  expect(moved).toMatchObject({ startsAt: WEDNESDAY, trainerId: ids.ivan })
})

test('is one deed under one key, also when it is asked for twice at once', async () => {
  const { studio, link } = await book()
  const makeContext = makeLines(studio)
  const ask = { ...link, idempotencyKey: key(), startsAt: FRIDAY }

  const answers = await Promise.all([
    rescheduleBooking(makeContext(), ask),
    rescheduleBooking(makeContext(), ask),
  ])
  const later = await rescheduleBooking(makeContext(), ask)

  expect([...answers, later].map(({ version }) => version)).toEqual([2, 2, 2])
  for (const other of [{ startsAt: FRIDAY + hours(2) }, { trainerId: 'ivan' }]) {
    await expect(rescheduleBooking(makeContext(), { ...ask, ...other })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    })
  }
})

describe('is refused', () => {
  test.each([
    ['where it is already', { startsAt: WEDNESDAY }, 'not_allowed', 'no_change'],
    ['into the past', { startsAt: WEDNESDAY - days(7) }, 'slot_unavailable', 'in_past'],
    ['outside the hours', { startsAt: FRIDAY + hours(10) }, 'slot_unavailable', 'outside_hours'],
    ['off the grid', { startsAt: FRIDAY + minutes(7) }, 'slot_unavailable', 'off_grid'],
    ['into a session', { sessionId: 'ses_some' }, 'invalid_input', undefined],
    ['to nobody', { trainerId: 'nobody' }, 'not_found', undefined],
    ['past the rules, by a client', { override: { reason: 'Please' } }, 'not_allowed', 'staff_only'],
  ])('%s', async (_what, change, code, reason) => {
    const { makeContext, link } = await book()

    const failure = await rescheduleBooking(makeContext(), {
      ...link,
      idempotencyKey: key(),
      ...change,
    }).catch((error: unknown) => error)

    expect(isAppError(failure) && [failure.code, failure.details.reason]).toEqual([code, reason])
  })

  test('once it is cancelled or has started', async () => {
    const { makeContext, link, clock } = await book()
    const ask = { ...link, idempotencyKey: key(), startsAt: FRIDAY }
    clock.set(WEDNESDAY)
    await expect(rescheduleBooking(makeContext(staff), ask)).rejects.toMatchObject({
      code: 'already_started',
    })
    clock.set(WEDNESDAY - days(2))
    await cancelBooking(makeContext(), link)

    await expect(rescheduleBooking(makeContext(), ask)).rejects.toMatchObject({
      code: 'not_allowed',
      details: { reason: 'cancelled' },
    })
  })

  test('with the token of another booking, as if there were none', async () => {
    const { makeContext, link } = await book()
    const other = await createBooking(makeContext(), makeBookingInput({ startsAt: FRIDAY }))

    await expect(
      rescheduleBooking(makeContext(), {
        bookingId: link.bookingId,
        manageToken: other.manageToken,
        idempotencyKey: key(),
        startsAt: FRIDAY + hours(2),
      }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('by its own rules', () => {
  const rules = {
    freeCancel: { minutesBefore: 24 * 60 },
    reschedule: { minutesBefore: 120 },
    maxReschedules: 2,
  }

  test('it has a deadline of its own, which binds clients only', async () => {
    const { makeContext, link, clock } = await book({ rules })
    clock.set(WEDNESDAY - hours(2) + 1)
    const ask = { ...link, startsAt: FRIDAY }

    await expect(rescheduleBooking(makeContext(), { ...ask, idempotencyKey: key() })).rejects.toMatchObject({
      code: 'not_allowed',
      details: { reason: 'too_late_to_move' },
    })
    expect(await rescheduleBooking(makeContext(staff), { ...ask, idempotencyKey: key() })).toMatchObject({
      startsAt: FRIDAY,
      rescheduleCount: 0,
    })
  })

  test('moving far ahead does not make cancelling free again', async () => {
    const { studio, makeContext, link, clock } = await book({ rules })
    clock.set(WEDNESDAY - hours(3))

    const moved = await rescheduleBooking(makeContext(), { ...link, idempotencyKey: key(), startsAt: FRIDAY })
    const cancelled = await cancelBooking(makeContext(), link)

    expect(moved).toMatchObject({
      freeCancelUntil: WEDNESDAY - hours(24),
      rescheduleUntil: FRIDAY - hours(2),
    })
    expect(cancelled).toMatchObject({ status: 'cancelled', cancelKind: 'late' })
    expect(await findFaults(studio.ctx.db, clock.now())).toEqual([])
  })

  test('it goes on no oftener than the policy says', async () => {
    const { makeContext, link } = await book({ rules })
    for (const startsAt of [FRIDAY, WEDNESDAY]) {
      await rescheduleBooking(makeContext(), { ...link, idempotencyKey: key(), startsAt })
    }

    await expect(
      rescheduleBooking(makeContext(), { ...link, idempotencyKey: key(), startsAt: FRIDAY }),
    ).rejects.toMatchObject({ code: 'not_allowed', details: { reason: 'moved_too_often' } })
  })
})

test('is not offered the time at which it is', async () => {
  const { makeContext, link } = await book()
  await createBooking(makeContext(), makeBookingInput({ startsAt: WEDNESDAY + minutes(90) }))
  const startsAt = WEDNESDAY + minutes(60)

  const refused = await rescheduleBooking(makeContext(), { ...link, idempotencyKey: key(), startsAt }).catch(
    (error: unknown) => (isAppError(error, 'slot_taken') ? error.details.alternatives : undefined),
  )

  expect(refused).not.toContainEqual({ startsAt: WEDNESDAY, trainerId: ids.maria })
  expect(refused).toContainEqual({ startsAt: WEDNESDAY - minutes(30), trainerId: ids.maria })
})

test('staff may put it where something is in the way, and say why', async () => {
  const { studio, makeContext, link } = await book()
  await createBooking(makeContext(), makeBookingInput({ startsAt: FRIDAY }))
  const ask = { bookingId: link.bookingId, idempotencyKey: key(), startsAt: FRIDAY }

  await expect(rescheduleBooking(makeContext(staff), ask)).rejects.toMatchObject({ code: 'slot_taken' })
  const moved = await rescheduleBooking(makeContext(staff), {
    ...ask,
    override: { reason: 'Both agreed to share' },
  })

  expect(moved.startsAt).toBe(FRIDAY)
  const { db } = studio.ctx
  const [[row]] = await db.read([db.orm.select().from(bookings).where(eq(bookings.id, link.bookingId))])
  expect(row?.overrideReason).toBe('Both agreed to share')
})
