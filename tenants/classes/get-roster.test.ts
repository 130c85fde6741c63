import { expect, test } from 'vitest'
import { addBooking, addSession, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { join } from '../../tests/support/make-full-class.ts'
import { hours, minutes } from '../durations.ts'
import { getRoster } from './get-roster.ts'

test('the roster has everybody who comes, each party together, and who waits, in order', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio, { capacity: 5 })
  const now = studio.clock.now()
  const party = { clientId: 'cli_p', partyId: 'party', createdAt: now - 3 }
  const child = { attendeeFirstName: 'Mimi', attendeeLastName: 'Ivanova' }
  await addBooking(studio, session, { createdAt: now - 2, ...child })
  await addBooking(studio, session, { ...party, guestPosition: 1 })
  await addBooking(studio, session, { ...party, guestPosition: 0 })
  await addBooking(studio, session, { ...party, guestPosition: 2, attendeeFirstName: 'Bo' })
  await addBooking(studio, session, { status: 'cancelled' })
  await addBooking(studio, session, { status: 'pending', expiresAt: now - 1 })
  await addBooking(studio, session, { status: 'pending', expiresAt: now + hours(1), createdAt: now - 1 })
  for (const name of ['ann', 'ben']) {
    studio.clock.advance(minutes(1))
    await join(studio.ctx, session, { name })
  }

  const { session: view, people, waiting } = await getRoster(studio.staff, session.id)

  expect(view.booked).toBe(5)
  const elena = { firstName: 'Elena', lastName: 'Ivanova' }
  expect(people.map(({ attendee, status, guestPosition }) => [attendee, status, guestPosition])).toEqual([
    [elena, 'confirmed', 0],
    [null, 'confirmed', 1],
    [{ firstName: 'Bo', lastName: '' }, 'confirmed', 2],
    [{ firstName: 'Mimi', lastName: 'Ivanova' }, 'confirmed', 0],
    [elena, 'pending', 0],
  ])
  expect(waiting.map(({ contact, status }) => [contact.email, status])).toEqual([
    ['ann@example.test', 'waiting'],
    ['ben@example.test', 'waiting'],
  ])
})

test('it is for staff, and of a session there is', async () => {
  const { ctx, staff } = await makeClassStudio()

  await expect(getRoster(ctx, 'ses_none')).rejects.toMatchObject({ code: 'unauthorized' })
  await expect(getRoster(staff, 'ses_none')).rejects.toMatchObject({ code: 'not_found' })
})
