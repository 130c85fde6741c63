import { expect, test } from 'vitest'
import { availabilityRules } from '../../db/tenant/schema/index.ts'
import { listAvailableSlots } from '../../tenants/availability/list-available-slots.ts'
import { localDateAt, toLocalTime } from '../../tenants/availability/local-time.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { clockChanges } from '../support/clock-changes.ts'
import { makeBookingInput } from '../support/make-booking-input.ts'
import { makeTenant } from '../support/make-tenant.ts'
import { ids } from '../support/studio-rows.ts'

/** How far the clocks go at an instant, forward or back (ms). */
function jumpAt(timeZone: string, instant: number): number {
  const shown = (at: number) => {
    const { on, minuteOfDay } = toLocalTime(timeZone, at)
    return Date.parse(on) + minutes(minuteOfDay)
  }
  return shown(instant) - shown(instant - minutes(1)) - minutes(1)
}

const changes = [
  'Europe/Berlin',
  'America/New_York',
  'Europe/Dublin',
  'Australia/Lord_Howe',
  'America/Havana',
  'Africa/Cairo',
  'America/Santiago',
  'Asia/Beirut',
].flatMap((timeZone) =>
  clockChanges(timeZone, 2027, 2027).map((changesAt) => {
    const jumpMs = jumpAt(timeZone, changesAt)
    return { timeZone, changesAt, jumpMs, how: jumpMs < 0 ? 'back' : 'forward' }
  }),
)

/** A studio that never closes, with half hours every half hour, on the day before. */
async function makeOpenStudio(timeZone: string, changesAt: number) {
  const studio = await makeTenant({ now: changesAt - hours(30), studio: { location: { timeZone } } })
  const { db } = studio.ctx
  const days = [1, 2, 3, 4, 5, 6, 7]
  const always = { trainerId: ids.maria, startMinute: 0, endMinute: 1440 }
  await db.write([
    db.orm.delete(availabilityRules),
    db.orm
      .insert(availabilityRules)
      .values(days.map((weekday) => ({ ...always, weekday, id: `rul_${weekday}` }))),
  ])
  const book = (startsAt: number, serviceId: string = ids.assessment) =>
    createBooking(studio.makeContext(), makeBookingInput({ startsAt, serviceId }))
  return { ...studio, book }
}

test('each of the zones has both changes', () => {
  expect(changes.map(({ how }) => how).toSorted()).toEqual([
    ...Array.from({ length: 8 }, () => 'back'),
    ...Array.from({ length: 8 }, () => 'forward'),
  ])
})

test.each(changes)('$timeZone, clocks go $how: the day has the times its clocks show', async (change) => {
  const { timeZone, changesAt, jumpMs } = change
  const { makeContext, book } = await makeOpenStudio(timeZone, changesAt)
  const on = localDateAt(timeZone, changesAt - Math.max(0, -jumpMs))
  const { slots } = await listAvailableSlots(makeContext(), {
    serviceId: ids.assessment,
    trainerId: ids.maria,
    fromOn: on,
    toOn: on,
  })
  expect(slots).toHaveLength(48 - jumpMs / minutes(30))

  // What the clocks show twice is two times, each of which can be booked.
  const around = slots.map(({ startsAt }) => startsAt).filter((at) => Math.abs(at - changesAt) <= hours(1))
  for (const startsAt of around) {
    const { booking } = await book(startsAt)
    expect([booking.startsAt, booking.endsAt]).toEqual([startsAt, startsAt + minutes(30)])
  }
  expect(around.length).toBeGreaterThanOrEqual(3)
})

test.each(changes)(
  '$timeZone, clocks go $how: a booking across the change lasts its usual time',
  async (change) => {
    const { timeZone, changesAt } = change
    const { book } = await makeOpenStudio(timeZone, changesAt)

    const { booking } = await book(changesAt - minutes(30), ids.training)

    expect(booking.endsAt - booking.startsAt).toBe(hours(1))
    await expect(book(changesAt)).rejects.toMatchObject({ code: 'slot_taken', details: { reason: 'busy' } })
    await expect(book(changesAt - minutes(17))).rejects.toMatchObject({ details: { reason: 'off_grid' } })
  },
)
