import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  clients,
  consents,
  messages,
  messageSettings,
  planLimits,
  settings,
  smsCounts,
  smsStops,
  usageCounts,
  users,
} from '../../db/tenant/schema/index.ts'
import { makeMemorySmsNumbers } from '../../tests/support/memory-sms-numbers.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { sendSmsAs, SMS_SENDER } from '../../tests/support/send-sms-as.ts'
import { writeBooking } from '../../tests/support/write-rows.ts'
import type { TenantContext } from '../context.ts'
import { hours } from '../durations.ts'
import { admitSms } from './admit-sms.ts'
import { NUMBER_CAP, NUMBER_CAP_EVERYWHERE, PREFIX_CAP } from './sms-caps.ts'

const PHONE = '+359888123123'

/** A studio with Elena, who agreed to text messages and has booked with her number. */
async function makeAgreed(studio?: TestTenant) {
  const own = studio ?? (await makeTenant())
  await sendSmsAs(own.ctx)
  const booking = await writeBooking(own, { contactPhone: PHONE })
  const { orm, write } = own.ctx.db
  await write([orm.update(clients).set({ phone: PHONE })])
  await agree(own.ctx, true)
  return { studio: own, ctx: own.ctx, bookingId: booking.id }
}

function agree({ db, now }: TenantContext, isGiven: boolean, phone = PHONE) {
  const words = { kind: 'sms', text: 'Yes', version: '1', source: 'account', actor: 'client' } as const
  const id = `con_${crypto.randomUUID()}`
  return db.write([
    db.orm.insert(consents).values({ ...words, id, clientId: 'cli_elena', isGiven, phone, at: now() }),
  ])
}

const BODY = 'Iron Works: “tomorrow” at 18:00 – see you'

let planned = 0

/** Asks for one more message about the booking, to that number. */
async function ask(
  ctx: TenantContext,
  { bookingId, to = PHONE, id, body = BODY }: { bookingId: string; to?: string; id?: string; body?: string },
) {
  const { orm, read, write } = ctx.db
  planned += 1
  const messageId = id ?? `msg_${planned}`
  await write([
    orm
      .insert(messages)
      .values({
        id: messageId,
        bookingId,
        bookingVersion: planned,
        kind: 'reminder',
        channel: 'sms',
        recipient: to,
        locale: 'en',
        plannedAt: 0,
      })
      .onConflictDoNothing(),
  ])
  const [[message], [own], [studio]] = await read([
    orm.select().from(messages).where(eq(messages.id, messageId)),
    orm.select().from(messageSettings),
    orm.select().from(settings),
  ])
  if (!message || !own || !studio) throw new Error('nothing was written')
  return admitSms(ctx, { message, body, settings: own, studio })
}

async function readCounts({ db }: TenantContext) {
  const [rows] = await db.read([db.orm.select().from(smsCounts)])
  return Object.fromEntries(rows.map(({ scope, count }) => [scope, count]))
}

test('lets through what was agreed to, in plain letters, and counts it once', async () => {
  const { ctx, bookingId } = await makeAgreed()
  const admitted = await ask(ctx, { bookingId, id: 'msg_same' })
  const again = await ask(ctx, { bookingId, id: 'msg_same' })

  expect(admitted).toEqual({
    ok: true,
    from: SMS_SENDER,
    body: `Iron Works: "tomorrow" at 18:00 - see you`,
  })
  expect(again).toEqual(admitted)
  expect(await readCounts(ctx)).toEqual({ studio: 1, number: 1, prefix: 1 })
  const [[row], rows] = await ctx.db.read([
    ctx.db.orm.select({ segments: messages.segments }).from(messages),
    ctx.db.orm.select({ key: smsCounts.key }).from(smsCounts),
  ])
  expect(row).toEqual({ segments: 1 })
  expect(JSON.stringify(rows)).not.toContain(PHONE)
})

const refuse: [string, string, (ctx: TenantContext) => unknown][] = [
  ['without a sender', 'sms_no_sender', (ctx) => sendSmsAs(ctx, { smsSender: null })],
  ['before it is registered', 'sms_no_sender', (ctx) => sendSmsAs(ctx, { smsState: 'submitted' })],
  ['once it is taken back', 'sms_no_consent', (ctx) => agree(ctx, false)],
  ['for another number', 'sms_no_consent', (ctx) => agree(ctx, true, '+359888000000')],
  [
    'after STOP, whatever was agreed to',
    'sms_stopped',
    ({ db }) => db.write([db.orm.insert(smsStops).values({ phone: PHONE, stoppedAt: 0 })]),
  ],
  [
    'once the client has another number',
    'sms_other_number',
    ({ db }) => db.write([db.orm.update(clients).set({ phone: '+359888000000' })]),
  ],
  ['to a country it was not told', 'sms_country', (ctx) => sendSmsAs(ctx, { smsCountries: ['DE', 'RO'] })],
  [
    'where it has no country of its own',
    'sms_country',
    ({ db }) => db.write([db.orm.update(settings).set({ contactPhone: null })]),
  ],
  ['above the studio’s own limit', 'sms_studio_cap', (ctx) => sendSmsAs(ctx, { smsDayCap: 0 })],
]
test.each(refuse)('sends none %s', async (_when, reason, change) => {
  const { ctx, bookingId } = await makeAgreed()
  await change(ctx)
  expect(await ask(ctx, { bookingId })).toEqual({ ok: false, reason })
  expect(await readCounts(ctx)).toEqual({})
})

test('sends none to a number that was not booked with, unless it is the account’s own', async () => {
  const { studio, ctx } = await makeAgreed()
  const other = await writeBooking(studio, {
    contactPhone: '+359888777777',
    startsAt: studio.clock.now() + hours(9),
  })
  expect(await ask(ctx, { bookingId: other.id })).toEqual({ ok: false, reason: 'sms_other_number' })

  const { orm, write } = ctx.db
  const login = {
    id: 'usr_elena',
    email: 'elena@example.test',
    name: 'Elena',
    locale: 'en',
    createdAt: 0,
  } as const
  await write([orm.insert(users).values(login), orm.update(clients).set({ userId: login.id })])
  expect(await ask(ctx, { bookingId: other.id })).toMatchObject({ ok: true })
})

test.each([
  ['+8821234567890', 'sms_not_mobile'],
  ['+979123456789', 'sms_not_mobile'],
  ['+19005551234', 'sms_not_mobile'],
  ['+18005551234', 'sms_not_mobile'],
  ['+3592123456', 'sms_not_mobile'],
  ['not a number', 'sms_not_mobile'],
  ['+41791234567', 'sms_country'],
])('never writes to %s, whatever was agreed to', async (to, reason) => {
  const { ctx, bookingId } = await makeAgreed()
  await agree(ctx, true, to)
  await ctx.db.write([ctx.db.orm.update(clients).set({ phone: to })])
  expect(await ask(ctx, { bookingId, to })).toEqual({ ok: false, reason })
})

test('keeps to the caps, however many send at once', async () => {
  const { ctx, bookingId } = await makeAgreed()
  const asked = Array.from({ length: NUMBER_CAP + 4 }, (_, index) => index)
  const answers = await Promise.all(asked.map(() => ask(ctx, { bookingId })))

  expect(answers.filter(({ ok }) => ok)).toHaveLength(NUMBER_CAP)
  expect(answers.filter(({ ok }) => !ok)).toContainEqual({ ok: false, reason: 'sms_number_cap' })
  expect(await readCounts(ctx)).toEqual({ studio: NUMBER_CAP, number: NUMBER_CAP, prefix: NUMBER_CAP })
})

test('the plan’s number is of parts as they are paid: to the last one, however many send at once', async () => {
  const { ctx, bookingId } = await makeAgreed()
  const { orm, read, write } = ctx.db
  await write([orm.insert(planLimits).values({ key: 'sms_per_month', value: 7 })])
  // Cyrillic, 80 letters: two parts.
  const long = { bookingId, body: 'Утре в 18:00 '.repeat(7).slice(0, 80) }
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask(ctx, long)))
  const usedNow = async () => (await read([orm.select().from(usageCounts)]))[0].find(isOfTexts)?.count

  expect(answers.filter(({ ok }) => ok)).toHaveLength(3)
  expect(answers.filter(({ ok }) => !ok)).toEqual(Array(3).fill({ ok: false, reason: 'sms_plan_limit' }))
  expect([await usedNow(), (await readCounts(ctx))['studio']]).toEqual([6, 3])
  const [counted] = await read([orm.select({ segments: messages.segments }).from(messages)])
  expect(counted.map(({ segments }) => segments).toSorted()).toEqual([2, 2, 2, null, null, null])
  // One more part fits.
  expect(await ask(ctx, { bookingId })).toMatchObject({ ok: true })
  expect(await ask(ctx, { bookingId })).toEqual({ ok: false, reason: 'sms_plan_limit' })
  expect(await usedNow()).toBe(7)
})

test('what a cap of the day holds back takes no parts of the month', async () => {
  const { ctx, bookingId } = await makeAgreed()
  await sendSmsAs(ctx, { smsDayCap: 2 })
  const long = { bookingId, body: 'a'.repeat(200) }
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask(ctx, long)))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(2)
  const [used] = await ctx.db.read([ctx.db.orm.select().from(usageCounts)])
  expect(used.find(isOfTexts)?.count).toBe(4)
})

const isOfTexts = ({ key }: { key: string }) => key === 'sms_per_month'

test('counts anew the next day', async () => {
  const { studio, ctx, bookingId } = await makeAgreed()
  await ask(ctx, { bookingId })
  await ctx.db.write([ctx.db.orm.update(smsCounts).set({ count: 10_000 })])
  expect(await ask(ctx, { bookingId })).toMatchObject({ ok: false })
  studio.clock.advance(hours(24))
  expect(await ask(ctx, { bookingId })).toMatchObject({ ok: true })
  // Who was written to a while ago is nobody's business any more.
  studio.clock.advance(hours(48))
  await ask(ctx, { bookingId })
  const [days] = await ctx.db.read([ctx.db.orm.selectDistinct({ dayOn: smsCounts.dayOn }).from(smsCounts)])
  expect(days).toHaveLength(2)
})

test('sees through numbers that are neighbours', async () => {
  const { ctx, bookingId } = await makeAgreed()
  await ask(ctx, { bookingId })
  await ctx.db.write([
    ctx.db.orm
      .update(smsCounts)
      .set({ count: PREFIX_CAP })
      .where(sql`scope = 'prefix'`),
  ])
  expect(await ask(ctx, { bookingId })).toEqual({ ok: false, reason: 'sms_prefix_cap' })
})

test('gives a number so many a day from all studios together', async () => {
  const shared = { senders: new Map<string, string>(), counts: new Map([[PHONE, NUMBER_CAP_EVERYWHERE - 1]]) }
  const [here, there] = await Promise.all([makeAgreed(), makeAgreed()])
  const smsNumbers = (id: string) => ({ smsNumbers: makeMemorySmsNumbers(id, shared) })
  const [one, other] = [
    here.studio.makeContext(smsNumbers('ten_here')),
    there.studio.makeContext(smsNumbers('ten_there')),
  ]
  expect(await ask(one, here)).toMatchObject({ ok: true })
  expect(await ask(other, there)).toEqual({ ok: false, reason: 'sms_number_cap' })
  expect(await readCounts(there.ctx)).toEqual({})
})
