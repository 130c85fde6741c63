import { describe, expect, test } from 'vitest'
import { resources, serviceResources } from '../../db/tenant/schema/index.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { minutes } from '../../tenants/durations.ts'
import { placeHold } from '../../tenants/holds/place-hold.ts'
import { makeBookingInput } from '../support/make-booking-input.ts'
import { addSession } from '../support/make-class-studio.ts'
import { ids } from '../support/studio-rows.ts'
import { runRace, type Race } from './run-race.ts'

const MANY = 12
const runners = (run: (index: number) => Promise<unknown>) =>
  Array.from({ length: MANY }, (_, index) => () => run(index))

const TEN = Date.UTC(2027, 0, 4, 8)
const time = (changes = {}) => makeBookingInput({ startsAt: TEN, ...changes })
const place = (sessionId: string) =>
  makeBookingInput({ sessionId, serviceId: null, trainerId: null, startsAt: null })

const races: Race[] = [
  {
    name: 'twelve want one time',
    winners: 1,
    prepare: async (_studio, makeContext) => runners(() => createBooking(makeContext(), time())),
  },
  {
    name: 'times that overlap without being equal',
    winners: 1,
    prepare: async (_studio, makeContext) =>
      runners((index) => createBooking(makeContext(), time({ startsAt: TEN + minutes(30 * (index % 3)) }))),
  },
  {
    name: 'the last three places of a class',
    winners: 3,
    prepare: async (studio, makeContext) => {
      const { id } = await addSession(studio, { capacity: 3 })
      return runners(() => createBooking(makeContext(), place(id)))
    },
  },
  {
    name: 'the last two mats, in two classes at one hour',
    winners: 2,
    options: { uses: [{ pool: 'mats', per: 'head', units: 5 }] },
    prepare: async (studio, makeContext) => {
      const one = await addSession(studio, { takes: [] })
      const other = await addSession(studio, { takes: [], trainerId: ids.ivan })
      return runners((index) => createBooking(makeContext(), place(index % 2 ? one.id : other.id)))
    },
  },
  {
    name: 'two trainers and one room',
    winners: 1,
    prepare: async (studio, makeContext) => {
      const { db } = studio.ctx
      await db.write([
        db.orm.insert(resources).values({
          id: 'res_one',
          locationId: ids.location,
          kind: 'room',
          name: { en: 'The room' },
          pool: 'the-room',
          units: 1,
        }),
        db.orm.insert(serviceResources).values({ serviceId: ids.training, pool: 'the-room' }),
      ])
      return runners((index) =>
        createBooking(makeContext(), time({ trainerId: index % 2 ? ids.maria : ids.ivan })),
      )
    },
  },
  {
    name: 'whoever is free: a herd gets as many as there are trainers',
    winners: 2,
    prepare: async (_studio, makeContext) =>
      runners(() => createBooking(makeContext(), time({ trainerId: null }))),
  },
  {
    name: 'holds of one time',
    winners: 1,
    prepare: async (_studio, makeContext) =>
      runners((index) =>
        placeHold(makeContext(), {
          attemptKey: `attempt-${index}`,
          holderSecret: `secret-of-visitor-${index}`,
          wish: { serviceId: ids.training, trainerId: ids.maria, startsAt: TEN },
        }),
      ),
  },
  {
    name: 'holds and bookings of the last place',
    winners: 1,
    prepare: async (studio, makeContext) => {
      const { id } = await addSession(studio, { capacity: 1 })
      return runners((index) =>
        index % 2
          ? createBooking(makeContext(), place(id))
          : placeHold(makeContext(), {
              attemptKey: `attempt-${index}`,
              holderSecret: `secret-of-visitor-${index}`,
              wish: { sessionId: id, quantity: 1 },
            }),
      )
    },
  },
]

describe.each(races)('$name', (race) => {
  test.each(['both', 'guard', 'triggers'] as const)('nobody gets what another has: %s', async (net) => {
    expect(await runRace(race, net)).toEqual({ winners: race.winners, surprises: [], faults: [] })
  })

  test('and without any of them somebody does', async () => {
    const { faults } = await runRace(race, 'none')
    expect(faults).not.toEqual([])
  })
})
