import { expect, test } from 'vitest'
import { bookings } from '../../db/tenant/schema/index.ts'
import { dropTriggers } from '../../tests/support/drop-triggers.ts'
import { makeBookingCommand } from '../../tests/support/make-booking-command.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours, minutes } from '../durations.ts'
import { commitBookings } from './commit-bookings.ts'

const TEN = Date.UTC(2027, 0, 4, 8)

/** A studio whose triggers are gone, so that the guarded insert has to decide alone. */
async function makeBareTenant() {
  const tenant = await makeTenant()
  await dropTriggers(tenant.ctx.db)
  return tenant
}

const decide = async (
  tenant: Awaited<ReturnType<typeof makeTenant>>,
  wishes: { startsAt: number; trainerId?: string; minutes?: number }[],
) => {
  const commands = wishes.map(({ startsAt, trainerId = ids.maria, minutes: length = 60 }) =>
    makeBookingCommand({ startsAt, endsAt: startsAt + minutes(length), trainerId }),
  )
  const [first, ...others] = commands
  if (!first) throw new Error('nothing to decide')
  const outcomes = await commitBookings(tenant.makeContext().db, [first, ...others])
  return outcomes.map((outcome) => (outcome.ok ? 'booked' : outcome.code))
}

test('the first of those who want one time gets it, in one batch and in the next', async () => {
  const tenant = await makeBareTenant()

  expect(await decide(tenant, [{ startsAt: TEN }, { startsAt: TEN }])).toEqual(['booked', 'slot_taken'])
  expect(await decide(tenant, [{ startsAt: TEN }])).toEqual(['slot_taken'])
})

test.each([
  ['inside a longer one', minutes(15), 15],
  ['around it', -minutes(60), 180],
  ['into its start', -minutes(30), 60],
  ['into its end', minutes(30), 60],
  ['into the buffer after it', minutes(60), 60],
  ['with its own buffer into its start', -minutes(60), 60],
])('a booking that reaches %s is refused', async (_how, shift, length) => {
  const tenant = await makeBareTenant()
  await decide(tenant, [{ startsAt: TEN }])

  expect(await decide(tenant, [{ startsAt: TEN + shift, minutes: length }])).toEqual(['slot_taken'])
})

test('times that touch are both given, before and after', async () => {
  const tenant = await makeBareTenant()

  const outcomes = await decide(tenant, [
    { startsAt: TEN },
    { startsAt: TEN + minutes(70) },
    { startsAt: TEN - minutes(70) },
  ])

  expect(outcomes).toEqual(['booked', 'booked', 'booked'])
})

test("another trainer's booking is in nobody's way", async () => {
  const tenant = await makeBareTenant()

  expect(await decide(tenant, [{ startsAt: TEN }, { startsAt: TEN, trainerId: ids.ivan }])).toEqual([
    'booked',
    'booked',
  ])
})

test('a booking of twelve hours is seen from its very end', async () => {
  const tenant = await makeBareTenant()
  await decide(tenant, [{ startsAt: TEN, minutes: 720 }])

  expect(await decide(tenant, [{ startsAt: TEN + hours(12) - minutes(1) }])).toEqual(['slot_taken'])
  expect(await decide(tenant, [{ startsAt: TEN + hours(12) + minutes(10) }])).toEqual(['booked'])
})

test('a cancelled booking is in nobody’s way', async () => {
  const tenant = await makeBareTenant()
  await decide(tenant, [{ startsAt: TEN }])
  const { db } = tenant.makeContext()
  await db.write([db.orm.update(bookings).set({ status: 'cancelled' })])

  expect(await decide(tenant, [{ startsAt: TEN }])).toEqual(['booked'])
})
