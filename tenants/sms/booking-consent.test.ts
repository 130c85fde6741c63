import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { clients, consents, messages, notificationRules, smsCounts } from '../../db/tenant/schema/index.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { MONDAY_MORNING, makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { sendSmsAs } from '../../tests/support/send-sms-as.ts'
import type { CreateBookingInput } from '../bookings/booking-input.ts'
import { createBooking } from '../bookings/create-booking.ts'
import type { TenantContext } from '../context.ts'
import { days, hours } from '../durations.ts'
import { NETWORK_CAP } from './sms-caps.ts'

const PHONE = '+359888123123'
let day = 0

async function makeSmsStudio() {
  const studio = await makeTenant()
  await sendSmsAs(studio.ctx)
  const { orm, write } = studio.ctx.db
  await write([
    orm.insert(notificationRules).values({
      id: 'nrl_sms',
      kind: 'booking_confirmed',
      channel: 'sms',
      createdAt: 0,
    }),
  ])
  return studio
}

type Changes = Omit<Partial<CreateBookingInput>, 'client'> & {
  client?: Partial<NonNullable<CreateBookingInput['client']>>
}

/** Elena books an hour nobody has yet, by the form. */
function book(ctx: TenantContext, { client = {}, ...changes }: Changes = {}) {
  day = (day + 1) % 4
  const input = makeBookingInput({ startsAt: MONDAY_MORNING + days(1 + day) + hours(3) })
  return createBooking(ctx, {
    ...input,
    idempotencyKey: crypto.randomUUID(),
    source: 'portal',
    agreesToSms: true,
    ...changes,
    client: {
      firstName: 'Elena',
      lastName: 'Ivanova',
      email: 'elena@example.test',
      phone: PHONE,
      ...client,
    },
  })
}

async function readLedger({ ctx: { db } }: TestTenant) {
  const [ledger, texts] = await db.read([
    db.orm.select().from(consents),
    db.orm.select({ to: messages.recipient }).from(messages).where(eq(messages.channel, 'sms')),
  ])
  return { ledger, texts: texts.map(({ to }) => to) }
}

test('writes down what whoever books agreed to, and tells them the same moment', async () => {
  const studio = await makeSmsStudio()
  await book(studio.ctx, { client: { locale: 'en' } })

  const { ledger, texts } = await readLedger(studio)
  expect(ledger).toEqual([
    expect.objectContaining({
      kind: 'sms',
      isGiven: true,
      text: expect.stringMatching(
        /^Send me text messages .* from Iron Works, .*answering STOP \(HELP for help\)\.$/,
      ),
      version: '1',
      at: MONDAY_MORNING,
      source: 'booking',
      actor: 'client',
      phone: PHONE,
    }),
  ])
  expect(texts).toEqual([PHONE])
})

test('names no keyword where nobody can answer', async () => {
  const studio = await makeSmsStudio()
  await sendSmsAs(studio.ctx, { smsSender: 'IronWorks' })
  await book(studio.ctx)

  const [given] = (await readLedger(studio)).ledger
  expect(given?.text).not.toContain('STOP')
  expect(given?.version).toBe('1-no-answer')
})

test.each<[string, Changes]>([
  ['does not tick the box', { agreesToSms: false }],
  ['gives no number', { client: { phone: '' } }],
])('books all the same for whoever %s, and writes nothing down', async (_who, changes) => {
  const studio = await makeSmsStudio()
  await book(studio.ctx, changes)
  expect(await readLedger(studio)).toEqual({ ledger: [], texts: [] })
})

test('has no box where the studio sends none', async () => {
  const studio = await makeSmsStudio()
  await sendSmsAs(studio.ctx, { smsState: 'submitted' })
  await book(studio.ctx)
  expect(await readLedger(studio)).toEqual({ ledger: [], texts: [] })
})

test('does not send somebody’s messages to whoever books under their address', async () => {
  const studio = await makeSmsStudio()
  await book(studio.ctx, { agreesToSms: false })
  await book(studio.ctx, { client: { phone: '+359888999999' } })
  expect(await readLedger(studio)).toEqual({ ledger: [], texts: [] })

  await book(studio.ctx)
  expect((await readLedger(studio)).texts).toEqual([PHONE])
})

test('leaves nothing behind of a booking that did not come about', async () => {
  const studio = await makeSmsStudio()
  const startsAt = MONDAY_MORNING + days(2) + hours(6)
  await book(studio.ctx, { startsAt, agreesToSms: false, client: { email: 'first@example.test' } })
  await expect(book(studio.ctx, { startsAt })).rejects.toMatchObject({ code: 'slot_taken' })

  expect(await readLedger(studio)).toEqual({ ledger: [], texts: [] })
  const { orm, read } = studio.ctx.db
  const [[count]] = await read([orm.select().from(smsCounts)])
  expect(count).toBeUndefined()
})

test('is written once, however often the form is sent', async () => {
  const studio = await makeSmsStudio()
  const same = { idempotencyKey: 'one-and-the-same', startsAt: MONDAY_MORNING + days(2) + hours(6) }
  await book(studio.ctx, same)
  await book(studio.makeContext(), same)
  expect((await readLedger(studio)).ledger).toHaveLength(1)
})

test('takes so many from one network on one day, and the bookings all the same', async () => {
  const studio = await makeSmsStudio()
  const { db } = studio.ctx
  await book(studio.ctx)
  const [[counted]] = await db.read([db.orm.select().from(smsCounts)])
  expect(counted).toMatchObject({ scope: 'network', count: 1 })
  expect(counted?.key).not.toContain('203.0.113.7')
  await db.write([db.orm.update(smsCounts).set({ count: NETWORK_CAP })])

  const other = { client: { email: 'second@example.test', phone: '+359888222222' } }
  await book(studio.ctx, other)
  expect((await readLedger(studio)).ledger).toHaveLength(1)
  const [found] = await db.read([
    db.orm.select().from(clients).where(eq(clients.email, 'second@example.test')),
  ])
  expect(found).toHaveLength(1)

  const elsewhere = studio.makeContext({ visitor: { network: '198.51.100.9', userAgent: '' } })
  await book(elsewhere, { client: { email: 'third@example.test', phone: '+359888333333' } })
  expect((await readLedger(studio)).texts).toEqual([PHONE, '+359888333333'])
})
