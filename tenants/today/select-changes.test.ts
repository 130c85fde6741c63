import { expect, test } from 'vitest'
import { bookingEvents } from '../../db/tenant/schema/index.ts'
import { addBooking, addSession, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { join } from '../../tests/support/make-full-class.ts'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { days, hours } from '../durations.ts'
import { getToday } from './get-today.ts'

test('what happened since the same time yesterday is told once, and who did it', async () => {
  const studio = await makeClassStudio()
  const { db } = studio.ctx
  const now = studio.clock.now()
  const booking = await addBooking(studio, await addSession(studio, { startsAt: now + days(2) }))
  const session = await addSession(studio, { startsAt: now + days(1) })
  const event = { bookingId: booking.id, actor: 'client', details: null }
  const both = await Promise.all([addBooking(studio, session), addBooking(studio, session)])
  await db.write([
    db.orm.insert(bookingEvents).values([
      { id: 'evt_0', kind: 'booked', at: now - hours(24), ...event },
      { id: 'evt_1', kind: 'booked', at: now - hours(23), ...event },
      { id: 'evt_2', kind: 'moved', at: now - 5, ...event, details: { fromStartsAt: now + days(5) } },
      { id: 'evt_3', kind: 'checked_in', at: now - 4, ...event },
      ...both.map(({ id }, index) => ({
        id: `evt_4${index}`,
        bookingId: id,
        kind: 'cancelled' as const,
        actor: 'staff:key_gone',
        at: now - 3,
      })),
    ]),
  ])
  const { changes, since } = await getToday(studio.staff)
  expect(since).toBe(now - hours(24))
  expect(changes.map(({ kind, count, fromStartsAt }) => [kind, count, fromStartsAt])).toEqual([
    ['cancelled', 2, null],
    ['moved', 1, now + days(5)],
    ['booked', 1, null],
  ])
})

test('whoever waited and moved up is named', async () => {
  const studio = await makeClassStudio({ yoga: { waitlistMode: 'promote' } })
  const session = await addSession(studio, { startsAt: studio.clock.now() + days(2), capacity: 1 })
  const taken = await addBooking(studio, session)
  await join(studio.ctx, session, { name: 'ann' })
  await cancelBooking(studio.staff, { bookingId: taken.id })
  const { moves } = await getToday(studio.staff)
  expect(moves.map(({ status, sessionId }) => [status, sessionId])).toEqual([['promoted', session.id]])
})
