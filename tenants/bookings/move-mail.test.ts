import { expect, test } from 'vitest'
import { addSession } from '../../tests/support/make-class-studio.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { elena, makeMailedStudio, type MailedStudio } from '../../tests/support/mailed-studio.ts'
import { readCalendarFile } from '../../tests/support/read-calendar-file.ts'
import { days, hours } from '../durations.ts'
import { confirmBooking } from './confirm-booking.ts'
import { createBooking } from './create-booking.ts'
import { rescheduleBooking } from './reschedule-booking.ts'

/** Wednesday 6 January 2027, 10:00 in Sofia. */
const WEDNESDAY = Date.UTC(2027, 0, 6, 8)

async function receiveFile(studio: MailedStudio) {
  const [mail] = await studio.receive()
  const lines = new Map(readCalendarFile(mail?.attachments[0]?.content ?? '\r\n'))
  return {
    subject: mail?.subject,
    uid: lines.get('UID'),
    sequence: lines.get('SEQUENCE'),
    start: lines.get('DTSTART'),
  }
}

test('in the calendar it stays one event, which moves with the booking', async () => {
  const studio = await makeMailedStudio()
  const input = makeBookingInput({ startsAt: WEDNESDAY, client: elena('en') })
  const { booking } = await createBooking(studio.makeContext(), input)
  const move = (startsAt: number) =>
    rescheduleBooking(studio.staff, { bookingId: booking.id, idempotencyKey: `to-${startsAt}`, startsAt })

  const first = await receiveFile(studio)
  await move(WEDNESDAY + days(1))
  const second = await receiveFile(studio)
  await move(WEDNESDAY + days(2))
  const third = await receiveFile(studio)

  expect(first.uid).toBe(`${booking.id}@book.ironworks.test`)
  expect([second.uid, third.uid]).toEqual([first.uid, first.uid])
  expect([first, second, third].map(({ sequence, start }) => [sequence, start])).toEqual([
    ['0', '20270106T080000Z'],
    ['1', '20270107T080000Z'],
    ['2', '20270108T080000Z'],
  ])
})

test('reminders come before the new time, and no more before the old', async () => {
  const studio = await makeMailedStudio()
  const input = makeBookingInput({ startsAt: WEDNESDAY, client: elena('en') })
  const { booking } = await createBooking(studio.makeContext(), input)
  const startsAt = WEDNESDAY + days(2)
  await rescheduleBooking(studio.staff, { bookingId: booking.id, idempotencyKey: 'a', startsAt })
  await studio.receive()

  const received = []
  for (const at of [WEDNESDAY - hours(24), WEDNESDAY - hours(1), startsAt - hours(24), startsAt - hours(1)]) {
    studio.clock.set(at)
    received.push((await studio.receive()).length)
  }

  expect(received).toEqual([0, 0, 1, 1])
})

test('when whoever booked for a party moves alone, the others are still reminded', async () => {
  const studio = await makeMailedStudio({ yoga: { maxParty: 3 } })
  const from = await addSession(studio, { startsAt: WEDNESDAY })
  const to = await addSession(studio, { startsAt: WEDNESDAY + days(2) })
  const { booking } = await createBooking(
    studio.makeContext(),
    makeBookingInput({ sessionId: from.id, startsAt: null, client: elena('en'), guests: [{}, {}] }),
  )
  await rescheduleBooking(studio.staff, { bookingId: booking.id, idempotencyKey: 'a', sessionId: to.id })
  await studio.receive()

  const received = []
  for (const at of [from.startsAt - hours(1), to.startsAt - hours(1)]) {
    studio.clock.set(at)
    received.push((await studio.receive()).map(({ to: address }) => address))
  }

  expect(received).toEqual([['elena@example.test'], ['elena@example.test']])
})

test('a request that is moved and then confirmed is told twice, and is in the calendar once it is confirmed', async () => {
  const studio = await makeMailedStudio({ studio: { service: { approval: 'always' } } })
  const input = makeBookingInput({ startsAt: WEDNESDAY, client: elena('en') })
  const { booking } = await createBooking(studio.makeContext(), input)
  await studio.receive()
  await rescheduleBooking(studio.staff, {
    bookingId: booking.id,
    idempotencyKey: 'a',
    startsAt: WEDNESDAY + days(1),
  })
  const [moved] = await studio.receive()
  await confirmBooking(studio.staff, { bookingId: booking.id })
  const confirmed = await receiveFile(studio)

  expect([moved?.attachments.length, moved?.to]).toEqual([0, 'elena@example.test'])
  expect([confirmed.sequence, confirmed.start]).toEqual(['2', '20270107T080000Z'])
})
