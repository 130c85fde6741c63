import { expect, test } from 'vitest'
import { timeOff } from '../../db/tenant/schema/index.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { hours } from '../durations.ts'
import { listNextSlots } from './list-next-slots.ts'

/** Monday 4 January 2027, 10:00 in Sofia; the studio's clock says 08:00. */
const TEN = Date.UTC(2027, 0, 4, 8)

test('what is free from now on comes by time, and at the same time in the order of services', async () => {
  const { makeContext, clock } = await makeTenant()
  clock.set(TEN)

  const next = await listNextSlots(makeContext(), { days: 1 })

  expect(next.slice(0, 3)).toMatchObject([
    { startsAt: TEN, endsAt: TEN + hours(1), serviceId: ids.training, locationId: ids.location },
    { startsAt: TEN, endsAt: TEN + hours(0.5), serviceId: ids.assessment },
    { startsAt: TEN + hours(0.5), serviceId: ids.training },
  ])
  expect(next.every(({ startsAt }) => startsAt < Date.UTC(2027, 0, 4, 22))).toBe(true)
})

test('days are those of the place: late in the evening the first is over', async () => {
  const { makeContext, clock } = await makeTenant()
  clock.set(Date.UTC(2027, 0, 4, 21, 59))

  expect(await listNextSlots(makeContext(), { days: 1 })).toEqual([])
  expect((await listNextSlots(makeContext(), { days: 2 })).length).toBeGreaterThan(0)
})

test('who is away or booked is not among the free, and one service can be asked for alone', async () => {
  const { makeContext, ctx } = await makeTenant()
  const off = { startsAt: TEN, endsAt: TEN + hours(2) }
  await ctx.db.write([ctx.db.orm.insert(timeOff).values({ id: 'off_1', trainerId: ids.ivan, ...off })])
  await createBooking(makeContext(), makeBookingInput({ startsAt: TEN + hours(3), trainerId: ids.maria }))

  const next = await listNextSlots(makeContext(), { days: 1, serviceId: ids.training })
  const freeAt = (startsAt: number) => next.find((slot) => slot.startsAt === startsAt)?.trainerIds

  expect(freeAt(TEN)).toEqual([ids.maria])
  expect(freeAt(TEN + hours(3))).toEqual([ids.ivan])
  expect(new Set(next.map(({ serviceId }) => serviceId))).toEqual(new Set([ids.training]))
})
