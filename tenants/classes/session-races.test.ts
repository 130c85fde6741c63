import { expect, test } from 'vitest'
import { addSession, makeClassStudio, type ClassStudio } from '../../tests/support/make-class-studio.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeLines } from '../../tests/support/make-lines.ts'
import { listFaults, readSession } from '../../tests/support/read-session.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { createBooking } from '../bookings/create-booking.ts'
import type { TenantContext } from '../context.ts'
import { hours } from '../durations.ts'
import type { AppError } from '../errors.ts'
import { placeHold } from '../holds/place-hold.ts'
import { cancelSession } from './cancel-session.ts'
import { changeSession } from './change-session.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

const MANY = 6
const staff = staffActor

const place = (sessionId: string) =>
  makeBookingInput({ sessionId, serviceId: null, trainerId: null, startsAt: null })

/** Many book a place of the session; as soon as the first has one, `deed` is done among the others and as many more. */
async function race(studio: ClassStudio, sessionId: string, deed: (ctx: TenantContext) => Promise<unknown>) {
  const makeContext = makeLines(studio)
  const book = () =>
    createBooking(makeContext(), place(sessionId)).then(
      ({ booking }) => ({ bookedId: booking.id, code: null }),
      ({ code }: AppError) => ({ bookedId: null, code }),
    )
  const before = Array.from({ length: MANY }, book)
  await Promise.race(before)
  const after = Array.from({ length: MANY }, book)
  await deed(makeContext({ actor: staff }))
  const outcomes = await Promise.all([...before, ...after])
  return {
    bookedIds: outcomes.flatMap(({ bookedId }) => bookedId ?? []),
    codes: new Set(outcomes.flatMap(({ code }) => code ?? [])),
    ...(await readSession(studio, sessionId)),
  }
}

/** A visitor for whom `deed` is done after they were shown the session, and before they have their place. */
function meanwhile(studio: ClassStudio, deed: () => Promise<unknown>): TenantContext {
  const { calendar } = studio.ctx
  return studio.makeContext({
    calendar: {
      ...calendar,
      book: async (command) => {
        await deed()
        return calendar.book(command)
      },
    },
  })
}

test('places are taken away while many book: whoever has a place keeps it, and it is flagged', async () => {
  const studio = await makeClassStudio()
  const { id } = await addSession(studio, { capacity: 6 })

  const { bookedIds, people, codes } = await race(studio, id, (ctx) =>
    changeSession(ctx, { sessionId: id, capacity: 2 }),
  )

  expect(people.filter(({ status }) => status === 'confirmed').map((one) => one.id)).toEqual(
    bookedIds.toSorted(),
  )
  expect(codes).toEqual(new Set(['session_full']))
  const view = await changeSession(studio.staff, { sessionId: id, capacity: 1 })
  expect(view.session).toMatchObject({ booked: bookedIds.length, isOverbooked: bookedIds.length > 1 })
  expect(await listFaults(studio)).toEqual([])
})

test('a place that was shown and taken away since cannot be booked', async () => {
  const studio = await makeClassStudio()
  const { id } = await addSession(studio, { capacity: 1 })
  const ctx = meanwhile(studio, () => changeSession(studio.staff, { sessionId: id, capacity: 0 }))

  await expect(createBooking(ctx, place(id))).rejects.toMatchObject({ code: 'session_full' })
})

test('a session is cancelled while many book: nobody has a place in it, and all who had one are told', async () => {
  const studio = await makeClassStudio()
  const { id } = await addSession(studio)

  const { bookedIds, people, told } = await race(studio, id, (ctx) => cancelSession(ctx, { sessionId: id }))

  expect(people.map((one) => [one.id, one.status, one.cancelKind])).toEqual(
    bookedIds.toSorted().map((booked) => [booked, 'cancelled', 'studio']),
  )
  const notices = told.filter(({ kind }) => kind === 'booking_cancelled')
  expect(notices.map(({ bookingId }) => bookingId).toSorted()).toEqual(bookedIds.toSorted())
  expect(await listFaults(studio)).toEqual([])
})

test('a session that was cancelled since cannot be booked', async () => {
  const studio = await makeClassStudio()
  const { id } = await addSession(studio)
  const ctx = meanwhile(studio, () => cancelSession(studio.staff, { sessionId: id }))

  await expect(createBooking(ctx, place(id))).rejects.toMatchObject({ code: 'session_full' })
  expect((await readSession(studio, id)).people).toEqual([])
})

test('a session is moved while many book: every booking says when it is', async () => {
  const studio = await makeClassStudio()
  const { id, startsAt } = await addSession(studio, { capacity: 20 })

  const { bookedIds, people, codes } = await race(studio, id, (ctx) =>
    changeSession(ctx, { sessionId: id, startsAt: startsAt + hours(2) }),
  )

  expect(people.map((one) => [one.id, one.startsAt])).toEqual(
    bookedIds.toSorted().map((booked) => [booked, startsAt + hours(2)]),
  )
  expect(bookedIds.length).toBeGreaterThan(0)
  expect([...codes].filter((code) => code !== 'changed_meanwhile')).toEqual([])
})

test.each([{ startsAt: Date.UTC(2027, 0, 6, 6) }, { trainerId: ids.ivan }, { durationMinutes: 30 }])(
  'who was shown another session than %j is asked to look again',
  async (change) => {
    const studio = await makeClassStudio()
    const { id } = await addSession(studio)
    const ctx = meanwhile(studio, () => changeSession(studio.staff, { sessionId: id, ...change }))
    const refused = { code: 'changed_meanwhile', details: { reason: 'session_changed' } }

    await expect(createBooking(ctx, place(id))).rejects.toMatchObject(refused)
    expect((await readSession(studio, id)).people).toEqual([])
    await createBooking(studio.ctx, place(id))
  },
)

test('nor is a place kept for them', async () => {
  const studio = await makeClassStudio()
  const { id, startsAt } = await addSession(studio)
  const move = () => changeSession(studio.staff, { sessionId: id, startsAt: startsAt + hours(1) })
  const hold = placeHold(meanwhile(studio, move), {
    attemptKey: 'attempt-1',
    holderSecret: 'secret-of-a-visitor',
    wish: { sessionId: id, quantity: 1 },
  })

  await expect(hold).rejects.toMatchObject({ code: 'changed_meanwhile' })
})
