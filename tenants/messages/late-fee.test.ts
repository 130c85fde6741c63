import { expect, test } from 'vitest'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { addSession } from '../../tests/support/make-class-studio.ts'
import { makeMailedStudio } from '../../tests/support/mailed-studio.ts'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { markNoShow } from '../bookings/mark-no-show.ts'
import { undoNoShow } from '../bookings/undo-no-show.ts'
import { hours, minutes } from '../durations.ts'
import { waiveCharge } from '../policies/waive-charge.ts'

/** Wednesday 6 January 2027, 18:00 in Sofia. */
const START = Date.UTC(2027, 0, 6, 16)

const rules = {
  lateCancel: { kind: 'fee', feePercent: 50 },
  noShow: { kind: 'fee', feeMinor: 1000 },
  isWaivedWhenRefilled: true,
} as const

/** Elena has a place in a class of one; her confirmation has come. */
async function makeBooked() {
  const studio = await makeMailedStudio({ yoga: { waitlistMode: 'none' }, rules })
  const { id: sessionId } = await addSession(studio, { startsAt: START, capacity: 1 })
  const input = makeBookingInput({ sessionId, serviceId: null, trainerId: null, startsAt: null })
  const { booking, manageToken } = await createBooking(studio.makeContext(), input)
  await studio.receive()
  const tell = async () =>
    (await studio.receive()).filter(({ tags }) => tags['kind'] === 'late_fee').map(({ text }) => text)
  return { ...studio, sessionId, link: { bookingId: booking.id, manageToken }, tell }
}

test('whoever cancelled late hears what it cost once nobody took their place', async () => {
  const { clock, link, makeContext, tell } = await makeBooked()
  clock.set(START - hours(1))
  await cancelBooking(makeContext(), link)
  expect(await tell()).toEqual([])
  clock.set(START)
  const [text] = await tell()
  expect(text).toContain('7,50')
  clock.advance(hours(1))
  expect(await tell()).toEqual([])
})

test('and hears nothing when somebody did', async () => {
  const { clock, link, makeContext, sessionId, tell } = await makeBooked()
  clock.set(START - hours(1))
  await cancelBooking(makeContext(), link)
  const ana = { firstName: 'Ana', lastName: 'Ilieva', email: 'ana@example.test' }
  const place = { sessionId, serviceId: null, trainerId: null, startsAt: null, client: ana }
  await createBooking(makeContext(), makeBookingInput(place))
  clock.set(START)
  expect(await tell()).toEqual([])
})

test('whoever did not come hears what it costs some time after the end, once', async () => {
  const { clock, link, staff, tell } = await makeBooked()
  clock.set(START + minutes(5))
  await markNoShow(staff, link)
  expect(await tell()).toEqual([])
  clock.set(START + hours(3) - 1)
  expect(await tell()).toEqual([])
  clock.set(START + hours(3))
  const [text] = await tell()
  expect(text).toContain('10,00')
  expect(await tell()).toEqual([])
})

test.each([
  ['had come after all', 'undo'],
  ['was forgiven', 'waive'],
])('and hears nothing when they %s', async (_, how) => {
  const { clock, link, staff, tell } = await makeBooked()
  clock.set(START + minutes(5))
  await markNoShow(staff, link)
  clock.set(START + hours(2))
  if (how === 'undo') await undoNoShow(staff, link)
  else await waiveCharge(staff, { ...link, reason: 'Ill' })
  clock.set(START + hours(3))
  expect(await tell()).toEqual([])
})
