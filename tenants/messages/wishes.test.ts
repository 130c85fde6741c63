import { expect, test } from 'vitest'
import { clients, notificationChoices, type NotificationKind } from '../../db/tenant/schema/index.ts'
import { elena, makeMailedStudio, type MailedStudio } from '../../tests/support/mailed-studio.ts'
import { addBooking, addSession } from '../../tests/support/make-class-studio.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeOutbox } from '../../tests/support/make-outbox.ts'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { days } from '../durations.ts'
import { findEntry } from '../waitlist/find-entry.ts'
import { joinWaitlist } from '../waitlist/join-waitlist.ts'

/** Everybody who is known by now turns such messages off. */
async function turnOff({ ctx: { db } }: Pick<MailedStudio, 'ctx'>, kind: NotificationKind) {
  const [people] = await db.read([db.orm.select({ clientId: clients.id }).from(clients)])
  const choices = people.map((person) => ({
    ...person,
    kind,
    channel: 'email' as const,
    isWanted: false,
    updatedAt: 0,
  }))
  await db.write([db.orm.insert(notificationChoices).values(choices)])
}

test('reminds nobody who does not want to be, and confirms all the same', async () => {
  const { studio, send, readMessages } = await makeOutbox()
  const { startsAt } = await makeBooking(studio, { startsAt: studio.clock.now() + days(3) })
  await turnOff(studio, 'reminder')
  await turnOff(studio, 'waitlist')
  await send()
  studio.clock.set(startsAt - days(1))
  await send()

  expect((await readMessages()).slice(0, 2)).toMatchObject([
    { kind: 'booking_confirmed', state: 'sent' },
    { kind: 'reminder', state: 'skipped', reason: 'unwanted' },
  ])
})

test.each([
  ['the waitlist off', 'waitlist', []],
  ['reminders off', 'reminder', ['waitlist_offered']],
] as const)('an offer stands, told or not: %s', async (_, kind, told) => {
  const studio = await makeMailedStudio({ yoga: { waitlistMode: 'offer' } })
  const { entry, booked } = await wait(studio)
  await studio.receive()
  await turnOff(studio, kind)
  await cancelBooking(studio.staff, { bookingId: booked.id })

  const mails = (await studio.receive()).filter(({ to }) => to === elena('en').email)
  expect(mails.map(({ tags }) => tags['kind'])).toEqual(told)
  expect(await findEntry(studio.staff, entry.id)).toMatchObject({ entry: { status: 'offered' } })
})

test('tells whom the waitlist booked in, whatever they chose: it is a booking', async () => {
  const studio = await makeMailedStudio({ yoga: { waitlistMode: 'promote' } })
  const { booked } = await wait(studio)
  await studio.receive()
  await turnOff(studio, 'waitlist')
  await cancelBooking(studio.staff, { bookingId: booked.id })

  const mails = (await studio.receive()).filter(({ to }) => to === elena('en').email)
  expect(mails.map(({ tags }) => tags['kind'])).toEqual(['waitlist_promoted'])
})

test('tells nothing to somebody who asked to be forgotten', async () => {
  const studio = await makeMailedStudio()
  await makeBooking(studio)
  await studio.ctx.db.write([studio.ctx.db.orm.update(clients).set({ erasedAt: 1 })])
  expect(await studio.receive()).toEqual([])
})

/** Elena waits for a place in a class of one. */
async function wait(studio: MailedStudio) {
  const session = await addSession(studio, { startsAt: studio.clock.now() + days(1), capacity: 1 })
  const booked = await addBooking(studio, session)
  const { entry } = await joinWaitlist(studio.ctx, {
    idempotencyKey: 'join',
    sessionId: session.id,
    client: elena('en'),
    host: 'book.ironworks.test',
  })
  return { entry, booked }
}
