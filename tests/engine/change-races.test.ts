import { describe, expect, test } from 'vitest'
import { bookings, type BookingRow } from '../../db/tenant/schema/index.ts'
import { cancelBooking } from '../../tenants/bookings/cancel-booking.ts'
import { confirmBooking } from '../../tenants/bookings/confirm-booking.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { rescheduleBooking } from '../../tenants/bookings/reschedule-booking.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { days, hours } from '../../tenants/durations.ts'
import { findFaults } from '../support/find-faults.ts'
import { makeBookingInput } from '../support/make-booking-input.ts'
import { addSession, makeClassStudio } from '../support/make-class-studio.ts'
import { makeLines } from '../support/make-lines.ts'
import type { TestTenant } from '../support/make-tenant.ts'
import { spanNet } from './nets.ts'
import { runRace, type Race } from './run-race.ts'
import { staffActor } from '../support/staff-actor.ts'

/** Wednesday 6 January 2027, 9:00 in Sofia. */
const NINE = Date.UTC(2027, 0, 6, 7)
const staff = { actor: staffActor } as const

let moves = 0

function move(ctx: TenantContext, bookingId: string, to: { startsAt: number } | { sessionId: string }) {
  moves += 1
  return rescheduleBooking(ctx, { bookingId, idempotencyKey: `move-${moves}`, ...to })
}

async function book(studio: TestTenant, input: Parameters<typeof makeBookingInput>[0]) {
  return (await createBooking(studio.makeContext(), makeBookingInput(input))).booking
}

const place = (sessionId: string) => ({ sessionId, serviceId: null, trainerId: null, startsAt: null })

async function rowsOf({ ctx: { db } }: TestTenant): Promise<BookingRow[]> {
  const [rows] = await db.read([db.orm.select().from(bookings)])
  return rows
}

const races: Race[] = [
  {
    name: 'six move to one time, and six more want to book it',
    winners: 1,
    prepare: async (studio, makeContext) => {
      const wanted = NINE + days(5)
      const starts = [0, 2, 4, 24, 26, 28].map((later) => NINE + hours(later))
      const booked = await Promise.all(starts.map((startsAt) => book(studio, { startsAt })))
      return booked.flatMap(({ id }) => [
        () => move(makeContext(staff), id, { startsAt: wanted }),
        () => createBooking(makeContext(), makeBookingInput({ startsAt: wanted })),
      ])
    },
  },
  {
    name: 'eight move to the last three places of another class',
    winners: 3,
    prepare: async (studio, makeContext) => {
      const from = await addSession(studio, { startsAt: NINE })
      const to = await addSession(studio, { startsAt: NINE + days(1), capacity: 3 })
      const booked = []
      for (let one = 0; one < 8; one += 1) booked.push(await book(studio, place(from.id)))
      return booked.map(
        ({ id }) =>
          () =>
            move(makeContext(staff), id, { sessionId: to.id }),
      )
    },
  },
  {
    name: 'a request is confirmed as its time runs out, and others want its place',
    winners: 1,
    options: { studio: { service: { approval: 'always', approvalHours: 1 } } },
    prepare: async (studio, makeContext) => {
      const { id } = await book(studio, { startsAt: NINE })
      const last = studio.clock.now() + hours(1) - 1
      studio.clock.set(last + 1)
      const early = () => makeContext({ ...staff, now: () => last })
      const others = [1, 2, 3].map(() => makeBookingInput({ startsAt: NINE }))
      return [
        ...others.map((input) => () => createBooking(makeContext(), input)),
        () => confirmBooking(early(), { bookingId: id }),
      ]
    },
  },
]

describe.each(races)('$name', (race) => {
  test.each(['both', 'guard', 'triggers'] as const)('nobody gets what another has: %s', async (net) => {
    expect(await runRace(race, net)).toEqual({ winners: race.winners, surprises: [], faults: [] })
  })

  test('and without any of them somebody does', async () => {
    expect((await runRace(race, 'none')).faults).not.toEqual([])
  })
})

test.each(['guard', 'triggers'] as const)(
  'a request whose place is another’s by now is not confirmed by a clock that is behind: %s',
  async (net) => {
    const studio = await makeClassStudio({ studio: { service: { approval: 'always', approvalHours: 1 } } })
    const makeContext = await spanNet(studio, net)
    const { id } = await book(studio, { startsAt: NINE })
    const last = studio.clock.now() + hours(1) - 1
    studio.clock.set(last + 1)
    await createBooking(makeContext(), makeBookingInput({ startsAt: NINE }))

    const late = confirmBooking(makeContext({ ...staff, now: () => last }), { bookingId: id })

    await expect(late).rejects.toMatchObject({ code: 'slot_taken' })
    expect(await findFaults(studio.ctx.db, studio.clock.now())).toEqual([])
  },
)

describe('two who want to swap', () => {
  test.each([
    ['their times', false],
    ['their times, in lines that remember nothing', true],
  ])('%s both keep a time', async (_what, isForgetful) => {
    const studio = await makeClassStudio()
    const makeContext = makeLines(studio, { isForgetful })
    const a = await book(studio, { startsAt: NINE })
    const b = await book(studio, { startsAt: NINE + hours(3) })

    await Promise.allSettled([
      move(makeContext(staff), a.id, { startsAt: b.startsAt }),
      move(makeContext(staff), b.id, { startsAt: a.startsAt }),
    ])

    const rows = await rowsOf(studio)
    expect(rows.map(({ status }) => status)).toEqual(['confirmed', 'confirmed'])
    expect(rows.map(({ startsAt }) => startsAt).toSorted()).toEqual([a.startsAt, b.startsAt])
    expect(await findFaults(studio.ctx.db, studio.clock.now())).toEqual([])
  })

  test('their classes both keep a place', async () => {
    const studio = await makeClassStudio()
    const makeContext = makeLines(studio)
    const one = await addSession(studio, { startsAt: NINE, capacity: 1 })
    const other = await addSession(studio, { startsAt: NINE + days(1), capacity: 1 })
    const [a, b] = [await book(studio, place(one.id)), await book(studio, place(other.id))]

    await Promise.allSettled([
      move(makeContext(staff), a.id, { sessionId: other.id }),
      move(makeContext(staff), b.id, { sessionId: one.id }),
    ])

    const rows = await rowsOf(studio)
    expect(rows.map(({ sessionId }) => sessionId).toSorted()).toEqual([one.id, other.id].toSorted())
    expect(await findFaults(studio.ctx.db, studio.clock.now())).toEqual([])
  })

  test('one after the other, by a third time, get what they want', async () => {
    const studio = await makeClassStudio()
    const a = await book(studio, { startsAt: NINE })
    const b = await book(studio, { startsAt: NINE + hours(3) })
    const ctx = () => studio.makeContext(staff)

    await move(ctx(), a.id, { startsAt: NINE + hours(5) })
    await move(ctx(), b.id, { startsAt: a.startsAt })
    await move(ctx(), a.id, { startsAt: b.startsAt })

    expect((await rowsOf(studio)).map(({ startsAt }) => startsAt).toSorted()).toEqual([
      a.startsAt,
      b.startsAt,
    ])
  })
})

describe('one booking, changed by two at once', () => {
  test.each([1, 2, 3, 4, 5, 6])(
    'moved and cancelled, it ends cancelled and holds nothing (%i)',
    async (round) => {
      const studio = await makeClassStudio()
      const makeContext = makeLines(studio, { isForgetful: round % 2 === 0 })
      const { id } = await book(studio, { startsAt: NINE })
      const to = NINE + hours(3)
      const steps = [
        () => move(makeContext(staff), id, { startsAt: to }),
        () => cancelBooking(makeContext(staff), { bookingId: id }),
      ]
      if (round > 3) steps.reverse()

      const [first, second] = await Promise.allSettled(steps.map((step) => step()))

      const [row] = await rowsOf(studio)
      const moved = round > 3 ? second : first
      expect(row?.status).toBe('cancelled')
      expect(row?.startsAt).toBe(moved?.status === 'fulfilled' ? to : NINE)
      if (moved?.status === 'rejected') {
        expect(moved.reason).toMatchObject({ code: 'not_allowed', details: { reason: 'cancelled' } })
      }
      for (const startsAt of [NINE, to]) await book(studio, { startsAt })
      expect(await findFaults(studio.ctx.db, studio.clock.now())).toEqual([])
    },
  )

  test('moved to two places, it is in one of them', async () => {
    const studio = await makeClassStudio()
    const makeContext = makeLines(studio, { isForgetful: true })
    const { id } = await book(studio, { startsAt: NINE })
    const wanted = [2, 4, 6].map((later) => NINE + hours(later))

    const outcomes = await Promise.allSettled(
      wanted.map((startsAt) => move(makeContext(staff), id, { startsAt })),
    )

    const won = wanted.filter((_startsAt, index) => outcomes[index]?.status === 'fulfilled')
    expect(won).toHaveLength(1)
    expect((await rowsOf(studio)).map(({ startsAt, version }) => [startsAt, version])).toEqual([[won[0], 2]])
    for (const one of outcomes) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'changed_meanwhile' })
    }
    expect(await findFaults(studio.ctx.db, studio.clock.now())).toEqual([])
  })
})
