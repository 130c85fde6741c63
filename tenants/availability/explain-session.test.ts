import { expect, test } from 'vitest'
import { addBooking, addSession, classIds, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { minutes } from '../durations.ts'
import { explainTime, type TimeQuestion } from './explain-time.ts'

/** Monday 4 January 2027, 10:00 in Sofia. */
const TEN = Date.UTC(2027, 0, 4, 8)

async function makeYoga(capacity: number) {
  const studio = await makeClassStudio({ yoga: { minNoticeMinutes: 30, maxParty: 2 } })
  const session = await addSession(studio, { startsAt: TEN, capacity })
  const explain = (changes: Partial<TimeQuestion> = {}) =>
    explainTime(studio.staff, { serviceId: classIds.yoga, startsAt: TEN, ...changes })
  return { studio, session, explain }
}

test('a class with room is told with who gives it and where', async () => {
  const { explain } = await makeYoga(1)

  expect(await explain()).toEqual({ ok: true, trainerId: ids.maria, locationId: ids.location })
})

test('a class that is full, too small, too soon or not there says so', async () => {
  const { studio, session, explain } = await makeYoga(2)
  await addBooking(studio, session)

  expect(await explain({ heads: 2 })).toMatchObject({ ok: false, reason: 'session_full' })
  await addBooking(studio, session)
  expect(await explain()).toMatchObject({ ok: false, reason: 'session_full' })
  expect(await explain({ startsAt: TEN + minutes(60) })).toMatchObject({ reason: 'no_session' })
  expect(await explain({ trainerId: ids.ivan })).toMatchObject({ reason: 'no_session' })
  studio.clock.set(TEN - minutes(29))
  expect(await explain()).toMatchObject({ ok: false, reason: 'too_soon' })
})

test('a client who is elsewhere then is told of that', async () => {
  const { studio, explain } = await makeYoga(2)
  const client = { firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test' }
  await createBooking(studio.ctx, makeBookingInput({ trainerId: ids.ivan, startsAt: TEN, client }))

  expect(await explain({ clientEmail: client.email })).toMatchObject({
    ok: false,
    reason: 'client_overlap',
    sentence: expect.stringContaining('The client has another booking'),
  })
  expect(await explain({ clientEmail: 'ada@example.test' })).toMatchObject({ ok: true })
})
