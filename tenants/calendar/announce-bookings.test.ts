import { expect, test, vi } from 'vitest'
import { addBooking, addSession, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours } from '../durations.ts'
import { checkIn } from '../bookings/check-in.ts'
import { createBooking } from '../bookings/create-booking.ts'

test('both trainers of a class hear of who books it and who comes', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio, {
    startsAt: studio.clock.now() + hours(2),
    secondTrainerId: ids.ivan,
  })
  const { id } = await addBooking(studio, session)
  const told = vi.spyOn(studio.staff.calendar, 'announce')

  await checkIn(studio.staff, { bookingId: id })
  expect(told.mock.calls).toEqual([[[ids.maria, ids.ivan]]])

  await createBooking(studio.staff, {
    idempotencyKey: 'walks-in-1',
    sessionId: session.id,
    client: { firstName: 'Wanda', lastName: 'Walker' },
    source: 'staff',
    host: 'ironworks.test',
  })
  expect(told.mock.lastCall).toEqual([[ids.ivan]])
})
