import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings, clients, messages, smsStops, users } from '../../db/tenant/schema/index.ts'
import { failureOf } from '../../tests/support/failure-of.ts'
import { justBeforeWrite } from '../../tests/support/just-before-write.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeOutbox } from '../../tests/support/make-outbox.ts'
import { looker, makeStaffActor, makeTrainerActor } from '../../tests/support/make-trainer-actor.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { isAppError } from '../errors.ts'
import { hours } from '../durations.ts'
import { getNotification } from './get-notification.ts'
import { resendNotification } from './resend-notification.ts'

/** Elena's booking with Maria, of which the confirmation went out. */
async function setUp() {
  const outbox = await makeOutbox()
  const { studio, send, readMessages } = outbox
  const booking = await makeBooking(studio)
  await send()
  const [confirmation] = await readMessages('booking_confirmed')
  if (!confirmation) throw new Error('nothing was sent')
  const staff = studio.makeContext({ actor: staffActor })
  const resend = (messageId = confirmation.id, ctx = staff) => resendNotification(ctx, { messageId })
  const { orm, write } = studio.ctx.db
  const change = (state: Partial<typeof messages.$inferInsert>) =>
    write([orm.update(messages).set(state).where(eq(messages.id, confirmation.id))])
  return { ...outbox, booking, confirmation, staff, resend, change, orm, write }
}

/** Why it is refused: as the page says it beforehand, and as whoever tries it is told. */
async function refusalOf({ staff, resend, confirmation }: Awaited<ReturnType<typeof setUp>>) {
  const { refusal } = await getNotification(staff, { messageId: confirmation.id })
  const error: unknown = await resend().catch((thrown: unknown) => thrown)
  expect(isAppError(error, 'not_allowed') && error.details.reason).toBe(refusal ?? 'nothing')
  return refusal
}

test('what was sent goes out once more, to where its client is reached now', async () => {
  const set = await setUp()
  const { mailbox, studio, send, resend, booking, orm, write, staff, confirmation } = set
  await write([
    orm.update(bookings).set({ contactEmail: 'new@example.test' }).where(eq(bookings.id, booking.id)),
  ])
  const { messageId } = await resend()
  expect(studio.announced).toContain(studio.clock.now())
  expect(await send()).toMatchObject({ sent: 1 })

  const [first, again] = mailbox.mails
  expect(again).toMatchObject({ to: 'new@example.test', subject: first?.subject ?? '' })
  expect((await getNotification(staff, { messageId })).notification).toMatchObject({
    state: 'sent',
    copy: 1,
    recipient: 'new@example.test',
    bookingId: booking.id,
  })
  expect((await getNotification(staff, { messageId: confirmation.id })).copies).toBe(1)
})

test('pressed twice at once it is one copy, and after three it is enough, also by way of a copy', async () => {
  const set = await setUp()
  const { mailbox, send, resend, staff, confirmation } = set
  const overtaken = { ...staff, db: justBeforeWrite(staff.db, 1, () => resend()) }
  expect(await failureOf(resend(confirmation.id, overtaken))).toBe('conflict')
  expect(await refusalOf(set)).toBe('resend_waits')
  await send()
  for (let copy = 2; copy <= 3; copy += 1) {
    const { messageId } = await resend(copy === 2 ? undefined : `${set.confirmation.id}_c1`)
    expect(messageId).toBe(`${set.confirmation.id}_c${copy}`)
    await send()
  }
  expect(await refusalOf(set)).toBe('resent_enough')
  expect(mailbox.mails).toHaveLength(4)
})

test('a copy has its own time to be tried in', async () => {
  const { studio, send, resend, readMessages } = await setUp()
  studio.clock.advance(hours(25))
  await resend()
  const failing = { send: async () => ({ ok: false, kind: 'retry', reason: 'busy' }) as const }
  await send({ mail: failing })
  studio.clock.advance(hours(0.2))
  await send()
  const copies = await readMessages('booking_confirmed')
  expect(copies.map(({ state }) => state)).toEqual(['sent', 'sent'])
})

test.for<[string, (set: Awaited<ReturnType<typeof setUp>>) => Promise<unknown>]>([
  ['not_sent_yet', ({ change }) => change({ state: 'planned' })],
  ['unknown', ({ change }) => change({ state: 'unknown' })],
  ['too_late', ({ studio }) => Promise.resolve(studio.clock.advance(hours(30)))],
  [
    'cancelled',
    ({ orm, write }) => write([orm.update(bookings).set({ status: 'cancelled', cancelledAt: 1 })]),
  ],
  ['changed', ({ orm, write }) => write([orm.update(bookings).set({ version: 2 })])],
  ['erased', ({ orm, write }) => write([orm.update(clients).set({ erasedAt: 1 })])],
  [
    'complained',
    ({ orm, write }) => write([orm.update(clients).set({ mailRefusal: 'complained', mailRefusedAt: 1 })]),
  ],
  ['no_address', ({ orm, write }) => write([orm.update(bookings).set({ contactEmail: '' })])],
  ['sms_no_sender', ({ change }) => change({ channel: 'sms', recipient: '+359888123456' })],
  ['gone', ({ change }) => change({ channel: 'push' })],
])('it is refused where nobody would have anything of it: %s', async ([reason, happen]) => {
  const set = await setUp()
  await happen(set)
  expect(await refusalOf(set)).toBe(reason)
  expect(await set.readMessages('booking_confirmed')).toHaveLength(1)
})

test('a text message goes out again only to who agreed, and did not stop it', async () => {
  const set = await setUp()
  const { booking, change, orm, write } = set
  const phone = '+359888123456'
  await change({ channel: 'sms', recipient: '+359888000000' })
  await write([orm.run(sql`UPDATE message_settings SET sms_sender = '+3591', sms_state = 'approved'`)])
  expect(await refusalOf(set)).toBe('sms_no_consent')
  await write([
    orm.run(sql`INSERT INTO consents (id, client_id, kind, is_given, text, version, at, source, actor, phone)
      VALUES ('con_1', ${booking.clientId}, 'sms', 1, 'Yes', '1', 1, 'staff', 'system', ${phone})`),
    orm.insert(smsStops).values({ phone, stoppedAt: 1 }),
  ])
  expect(await refusalOf(set)).toBe('sms_stopped')
  await write([orm.delete(smsStops)])
  await set.resend()
  const copies = await set.readMessages('booking_confirmed')
  expect(copies.map(({ channel, recipient }) => [channel, recipient])).toContainEqual(['sms', phone])
})

test('what is about a login is never sent again from here, nor shown', async () => {
  const { staff, orm, write } = await setUp()
  await write([
    orm.insert(users).values({ id: 'usr_x', email: 'x@example.test', name: 'X', locale: 'en', createdAt: 1 }),
    orm.insert(messages).values({
      id: 'msg_login',
      userId: 'usr_x',
      kind: 'account_password_changed',
      channel: 'email',
      locale: 'en',
      bookingVersion: 1,
      plannedAt: 1,
      recipient: 'x@example.test',
      state: 'sent',
    }),
  ])
  expect(await getNotification(staff, { messageId: 'msg_login' })).toMatchObject({
    says: null,
    refusal: 'about_login',
    notification: { name: 'X', recipient: 'x@example.test' },
  })
})

test('a suspended studio sends nothing', async () => {
  const { staff, resend, confirmation } = await setUp()
  const suspended = { ...staff, tenant: { ...staff.tenant, status: 'suspended' as const } }
  expect(await failureOf(resend(confirmation.id, suspended))).toBe('not_allowed')
})

test('what it says is shown without the link that opens the booking', async () => {
  const { staff, confirmation, mailbox } = await setUp()
  const { says } = await getNotification(staff, { messageId: confirmation.id })
  const [mail] = mailbox.mails
  expect(mail?.text).toContain('token=')
  expect(says?.subject).toBe(mail?.subject)
  expect(says?.text).not.toContain('token=')
  expect(says?.html).toContain('<')
  expect(says?.html).not.toMatch(/token=|href=/)
})

test('it is for who may: trainers look at their own, and send nothing', async () => {
  const { studio, resend, confirmation } = await setUp()
  const as = (actor: typeof staffActor) => studio.makeContext({ actor })
  const { id: messageId } = confirmation
  const maria = as(makeTrainerActor(ids.maria))
  expect((await getNotification(maria, { messageId })).notification.id).toBe(messageId)
  expect(await failureOf(getNotification(as(makeTrainerActor(ids.ivan)), { messageId }))).toBe('not_found')
  expect(await failureOf(getNotification(as(looker), { messageId: 'msg_none' }))).toBe('not_found')
  for (const actor of [makeTrainerActor(ids.maria), looker]) {
    expect(await failureOf(resend(messageId, as(actor)))).toBe('forbidden')
  }
  expect(await failureOf(resend(messageId, as(makeStaffActor('front_desk'))))).toBe('done')
})
