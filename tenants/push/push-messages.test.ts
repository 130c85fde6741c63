import { expect, test } from 'vitest'
import webPush from 'web-push'
import { makePushServer } from '../../tests/fakes/push-server.ts'
import { signInClient } from '../../tests/support/make-account.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { MAIL_FROM, makeOutbox } from '../../tests/support/make-outbox.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { makeWebPush } from '../../worker/providers/web-push.ts'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { days, hours } from '../durations.ts'
import { sendDueMessages } from '../messages/send-due-messages.ts'
import { listPushDevices } from './list-push-devices.ts'
import { setPushChoices } from './set-push-choices.ts'
import { subscribeToPush } from './subscribe-to-push.ts'

const vapid = { subject: 'mailto:operator@example.test', ...webPush.generateVAPIDKeys() }

/** A client with a booking at noon in two days and a telephone that the studio may write to; `send` sends what is due. */
async function makeReachable() {
  const outbox = await makeOutbox()
  const { studio, mailbox } = outbox
  const server = makePushServer({ now: studio.clock.now })
  const push = makeWebPush({ ...vapid, fetch: server.fetch, now: studio.clock.now })
  const booking = await makeBooking(studio, { startsAt: studio.clock.now() + days(2) + hours(4) })
  const elena = await signInClient(studio)
  const device = server.subscribe(vapid.publicKey)
  await subscribeToPush(elena, { ...device, device: 'Phone' })
  const send = () => sendDueMessages(studio.makeContext(), { mail: mailbox.port, push, mailFrom: MAIL_FROM })
  const cancel = () =>
    cancelBooking({ ...studio.makeContext(), actor: staffActor }, { bookingId: booking.id })
  const pushes = async () =>
    (await outbox.readMessages())
      .filter(({ channel }) => channel === 'push')
      .map(({ kind, state, reason }) => [kind, state, reason])
  return { ...outbox, server, booking, elena, device, send, cancel, pushes }
}

test('a client is reminded on their telephone an hour before, once, with the way to their booking', async () => {
  const { studio, server, booking, send, pushes } = await makeReachable()
  studio.clock.set(booking.startsAt - hours(1) - 1)
  await send()
  expect(server.ledger).toEqual([])
  studio.clock.set(booking.startsAt - hours(1))
  await send()
  await send()

  expect(await pushes()).toEqual([['reminder', 'sent', null]])
  const [delivered] = server.ledger
  const notice = JSON.parse(delivered?.text ?? '') as Record<string, string>
  expect(server.ledger).toHaveLength(1)
  expect(notice['tag']).toBe(booking.id)
  expect(notice['title']).toBeTruthy()
  expect(notice['body']).toBeTruthy()
  expect(new URL(notice['url'] ?? '').pathname).toBe(`/bookings/${booking.id}`)
  // Shown after half its lead it would be of no use: the push service is told so.
  expect(delivered?.ttl).toBeLessThanOrEqual(1_800)
})

test('whoever does not want changes on their devices hears of them by mail alone', async () => {
  const { server, elena, mailbox, send, cancel, pushes } = await makeReachable()
  await setPushChoices(elena, { changes: false })
  await send()
  await cancel()
  await send()
  expect(await pushes()).toContainEqual(['booking_cancelled', 'skipped', 'unwanted'])
  expect(server.ledger).toEqual([])
  expect(mailbox.mails.map(({ tags }) => tags['kind'])).toContain('booking_cancelled')
})

test('a device that is over is forgotten, and its message is known to have had nowhere to go', async () => {
  const { server, elena, device, send, cancel, pushes } = await makeReachable()
  await send()
  server.end(device.endpoint)
  await cancel()
  await send()
  expect(await pushes()).toContainEqual(['booking_cancelled', 'skipped', 'no_device'])
  expect(await listPushDevices(elena)).toEqual([])
})
