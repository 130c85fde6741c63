import { expect, test } from 'vitest'
import { BookingLine } from '../tenants/bookings/booking-line.ts'
import { commitBookings } from '../tenants/bookings/commit-bookings.ts'
import { settleBookings } from '../tenants/bookings/settle-bookings.ts'
import { hours, minutes } from '../tenants/durations.ts'
import { makeBookingCommand } from '../tests/support/make-booking-command.ts'
import { makeTenant, MONDAY_MORNING } from '../tests/support/make-tenant.ts'
import { LockPerRequest } from './lock-per-request.ts'

/** Forty people after a day's half hours, an hour each with ten minutes after it: most are in each other's way. */
const wishes = Array.from({ length: 40 }, (_, n) => MONDAY_MORNING + minutes(30) * ((n * 7) % 20))

test('a lock per request and the line let the same requests win, in order of arrival', async () => {
  const locked = await makeTenant()
  const lined = await makeTenant()
  const lock = new LockPerRequest(locked.ctx.db)
  const line = new BookingLine({
    commit: (commands) => commitBookings(lined.ctx.db, commands),
    settle: (commands) => settleBookings(lined.ctx.db, commands),
    now: lined.clock.now,
    report: (error) => expect.unreachable(String(error)),
  })
  const send = (to: LockPerRequest | BookingLine) =>
    Promise.all(wishes.map(async (startsAt) => (await to.submit(makeBookingCommand({ startsAt }))).ok))

  const [byLock, byLine] = [await send(lock), await send(line)]

  // Who came first is not in anyone's way yet.
  expect(byLock[0]).toBe(true)
  expect(byLock.filter(Boolean).length).toBeLessThan(hours(10) / minutes(60))
  expect(byLine).toEqual(byLock)
})

test('the lock asks before each insert, and inserts only what is free', async () => {
  const { ctx } = await makeTenant()
  const lock = new LockPerRequest(ctx.db)
  const command = () => makeBookingCommand({ startsAt: MONDAY_MORNING })

  const outcomes = await Promise.all([lock.submit(command()), lock.submit(command())])

  expect(outcomes).toMatchObject([{ ok: true }, { ok: false, code: 'slot_taken' }])
  expect(ctx.db.roundTrips().count).toBe(3)
})
