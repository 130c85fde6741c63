import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clients, messages, notificationRules } from '../../db/tenant/schema/index.ts'
import { makeMailbox } from '../../tests/fakes/mailbox.ts'
import { startTwilioServer, type TwilioServer } from '../../tests/fakes/twilio-server.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { MONDAY_MORNING, makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { sendSmsAs, SMS_SENDER } from '../../tests/support/send-sms-as.ts'
import { makeTwilioSms } from '../../worker/providers/twilio.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { days, hours } from '../durations.ts'
import { sendDueMessages } from '../messages/send-due-messages.ts'
import { noteInboundSms } from './note-inbound-sms.ts'

const PHONE = '+359888123123'

let server: TwilioServer
beforeEach(async () => {
  server = await startTwilioServer()
})
afterEach(() => server.close())

/** A studio that confirms by text message, and what sends what is due of it. */
async function makeSender() {
  const studio = await makeTenant()
  await sendSmsAs(studio.ctx)
  const { orm, write } = studio.ctx.db
  const rule = { kind: 'booking_confirmed', channel: 'sms', createdAt: 0 } as const
  await write([orm.insert(notificationRules).values({ id: 'nrl_sms', ...rule })])
  const { url: baseUrl, accountSid, authToken } = server
  const ports = { mail: makeMailbox().port, sms: makeTwilioSms({ accountSid, authToken, baseUrl }) }
  const send = () => sendDueMessages(studio.ctx, { ...ports, mailFrom: 'bookings@example.test' })
  return { studio, send }
}

/** Somebody of that name books an hour, and agrees. */
function book({ ctx }: TestTenant, firstName: string, day: number) {
  const client = {
    firstName,
    lastName: 'Ivanova',
    email: 'elena@example.test',
    phone: PHONE,
    locale: 'en',
  } as const
  const startsAt = MONDAY_MORNING + days(day) + hours(3)
  return createBooking(ctx, {
    ...makeBookingInput({ startsAt, client }),
    source: 'portal',
    agreesToSms: true,
  })
}

async function readTexts({ ctx: { db } }: TestTenant) {
  const [rows] = await db.read([db.orm.select().from(messages).where(eq(messages.channel, 'sms'))])
  return rows.map(({ state, reason, segments }) => ({ state, reason, segments }))
}

test('goes out once, from the studio’s sender, without an address that a name brought, and is counted', async () => {
  const { studio, send } = await makeSender()
  await book(studio, 'win.evil.test/x', 1)
  await Promise.all([send(), send()])
  await send()

  expect(server.ledger).toHaveLength(1)
  const [sent] = server.ledger
  expect(sent).toMatchObject({ to: PHONE, from: SMS_SENDER })
  expect(sent?.body).toContain('Iron Works')
  expect(sent?.body).not.toContain('evil')
  // Whoever sent one of these back would hear nothing more.
  expect(sent?.body).not.toMatch(/\b(stop|cancel|end|quit|unsubscribe|optout|revoke)\b/i)
  expect(await readTexts(studio)).toEqual([
    { state: 'sent', reason: null, segments: Number(sent?.num_segments) },
  ])
})

test('goes out no more after STOP, and again after START', async () => {
  const { studio, send } = await makeSender()
  await book(studio, 'Elena', 1)
  await noteInboundSms(studio.ctx, { id: 'SM1', from: PHONE, keyword: 'stop' })
  await send()
  expect(server.ledger).toEqual([])
  expect(await readTexts(studio)).toEqual([{ state: 'skipped', reason: 'sms_stopped', segments: null }])

  await noteInboundSms(studio.ctx, { id: 'SM2', from: PHONE, keyword: 'start' })
  await book(studio, 'Elena', 2)
  await send()
  expect(server.ledger).toHaveLength(1)
})

test('goes nowhere once they opted out with the vendor', async () => {
  const { studio, send } = await makeSender()
  server.optedOut.add(PHONE)
  await book(studio, 'Elena', 1)
  await send()
  await book(studio, 'Elena', 2)
  await send()

  expect((await readTexts(studio)).map(({ state, reason }) => [state, reason?.slice(0, 15)])).toEqual([
    ['failed', 'rejected: 21610'],
    ['skipped', 'sms_stopped'],
  ])
  const [rows] = await studio.ctx.db.read([studio.ctx.db.orm.select().from(clients)])
  expect(rows).toHaveLength(1)
})
