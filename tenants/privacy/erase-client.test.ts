import { and, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  auditLog,
  bookings,
  charges,
  clients,
  consents,
  erasures,
  messages,
  staff,
  users,
  waitlistEntries,
  type MessageRow,
} from '../../db/tenant/schema/index.ts'
import { dumpTables, findTraces } from '../../tests/support/dump-tables.ts'
import { makeKnownClient } from '../../tests/support/make-known-client.ts'
import { traces } from '../../tests/support/write-known-rows.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { addBooking, addSession, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { makeOutbox } from '../../tests/support/make-outbox.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { writeBooking } from '../../tests/support/write-rows.ts'
import { builtInRoles } from '../access/built-in-roles.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { hours, minutes } from '../durations.ts'
import { joinWaitlist } from '../waitlist/join-waitlist.ts'
import { eraseClient } from './erase-client.ts'

const wish = { clientId: 'cli_known', cancelUpcoming: false }
const zdravka = { firstName: traces.first, lastName: traces.last, email: traces.email, locale: 'en' as const }

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

async function readMessages({ ctx: { db } }: TestTenant): Promise<MessageRow[]> {
  const [rows] = await db.read([db.orm.select().from(messages)])
  return rows
}

/** A booking of hers tomorrow at ten. */
async function bookTomorrow(studio: TestTenant) {
  const startsAt = studio.clock.now() + hours(24 + 2)
  return createBooking(studio.ctx, makeBookingInput({ startsAt, client: zdravka }))
}

test('nobody is found who was forgotten, by name, address, phone or hash, in any table', async () => {
  const studio = await makeTenant()
  const { owner, clientId } = await makeKnownClient(studio)
  expect((await findTraces(studio)).length).toBeGreaterThan(20)

  expect(await eraseClient(owner, wish)).toEqual({ clientId, keptLogin: null })
  // The last thing she is told is still to go out.
  expect(await findTraces(studio)).toEqual([`messages: ${traces.email}`])
})

test('she is told once more, and that forgets her, too', async () => {
  const outbox = await makeOutbox()
  const { self } = await makeKnownClient(outbox.studio)
  await eraseClient(self, wish)
  await outbox.send()

  expect(outbox.mailbox.mails).toMatchObject([
    { to: traces.email, subject: 'Your data at Iron Works is erased' },
  ])
  expect(outbox.mailbox.mails[0]?.text).toMatch(/^Your data is erased\./)
  expect(await findTraces(outbox.studio)).toEqual([])
  outbox.studio.clock.advance(hours(48))
  expect(await outbox.send()).toMatchObject({ sent: 0, nextDueAt: null })
})

test.each(['retry', 'rejected'] as const)(
  'a last mail that cannot go out forgets her as well: %s',
  async (kind) => {
    const outbox = await makeOutbox()
    const { self } = await makeKnownClient(outbox.studio)
    await eraseClient(self, wish)
    const refused = { ok: false, kind, reason: `cannot reach ${traces.email}` } as const
    outbox.mailbox.plan(...Array.from({ length: 9 }, () => refused))
    for (let tries = 0; tries < 9; tries += 1) {
      await outbox.send()
      outbox.studio.clock.advance(hours(12))
    }
    expect(await findTraces(outbox.studio)).toEqual([])
  },
)

test('what is owed, agreed and done stays, without a name', async () => {
  const studio = await makeTenant()
  const { owner, clientId, bookingId } = await makeKnownClient(studio)
  const { db } = studio.ctx
  await eraseClient(owner, wish)

  const [[charge], [consent], [row], [client], [erasure], log] = await db.read([
    db.orm.select().from(charges),
    db.orm.select().from(consents),
    db.orm.select().from(bookings).where(eq(bookings.id, bookingId)),
    db.orm.select().from(clients).where(eq(clients.id, clientId)),
    db.orm.select().from(erasures),
    db.orm
      .select()
      .from(auditLog)
      .orderBy(sql`rowid`),
  ])
  expect(charge).toMatchObject({ amountMinor: 3000, state: 'owed', reason: '' })
  expect(consent).toMatchObject({ clientId, text: 'I agree.', version: '1' })
  expect(row).toMatchObject({ clientId, priceMinor: 6000, status: 'completed', contactFirstName: '' })
  expect(client).toMatchObject({ email: 'cli_known@erased.invalid', firstName: 'Erased', userId: null })
  expect(erasure).toEqual({ clientId, actor: 'staff:usr_owner', erasedAt: studio.clock.now() })
  expect(log.map(({ action, reason, before }) => [action, reason, before])).toEqual([
    ['client.change', null, null],
    ['x', null, null],
    ['client.erase', null, null],
  ])
})

test('the login opens nothing any more', async () => {
  const studio = await makeTenant()
  const { owner, userId } = await makeKnownClient(studio)
  await eraseClient(owner, wish)
  const dump = await dumpTables(studio)
  const [[user]] = await studio.ctx.db.read([
    studio.ctx.db.orm.select().from(users).where(eq(users.id, userId)),
  ])

  expect(user).toMatchObject({ status: 'disabled', passwordHash: null, email: 'usr_known@erased.invalid' })
  for (const table of ['login_sessions', 'passkeys', 'totp_secrets', 'recovery_codes', 'passkey_challenges'])
    expect([table, dump.get(table)]).toEqual([table, '[]'])
  expect(dump.get('one_time_tokens')).not.toContain('"used_at":null')
})

test('refuses while something is booked, and says nothing to anybody', async () => {
  const studio = await makeTenant()
  const { owner, self } = await makeKnownClient(studio)
  await bookTomorrow(studio)
  const before = await dumpTables(studio)

  for (const ctx of [owner, self]) {
    expect(await eraseClient(ctx, wish).catch((error: unknown) => error)).toMatchObject({
      code: 'conflict',
      details: { reason: 'upcoming_bookings' },
    })
  }
  expect(await dumpTables(studio)).toEqual(before)
  expect(studio.erasureOrders.size).toBe(0)
})

test('cancels what is booked, tells her of it, and lets nobody else wait for her', async () => {
  const studio = await makeClassStudio({ yoga: { waitlistMode: 'promote' } })
  const { owner, clientId } = await makeKnownClient(studio)
  const { db } = studio.ctx
  const full = await addSession(studio, { startsAt: studio.clock.now() + hours(26), capacity: 1 })
  await addBooking(studio, full)
  const own = await addSession(studio, { startsAt: studio.clock.now() + hours(50), capacity: 1 })
  const { booking } = await createBooking(
    studio.ctx,
    makeBookingInput({ sessionId: own.id, client: zdravka }),
  )
  for (const [sessionId, client] of [
    [full.id, zdravka],
    [own.id, { ...zdravka, email: 'next@example.test', firstName: 'Next', lastName: 'One' }],
  ] as const) {
    await joinWaitlist(studio.ctx, {
      idempotencyKey: sessionId,
      sessionId,
      client,
      host: 'book.ironworks.test',
    })
  }
  await eraseClient(owner, { clientId, cancelUpcoming: true })

  const [rows, lines, [told]] = await db.read([
    db.orm.select().from(bookings).where(eq(bookings.sessionId, own.id)),
    db.orm.select().from(waitlistEntries).where(eq(waitlistEntries.clientId, clientId)),
    db.orm
      .select()
      .from(messages)
      .where(and(eq(messages.kind, 'booking_cancelled'), eq(messages.channel, 'email'))),
  ])
  expect(rows.map(({ status, contactFirstName }) => [status, contactFirstName]).toSorted()).toEqual([
    ['cancelled', ''],
    ['confirmed', 'Next'],
  ])
  expect(lines.map(({ status }) => status)).toEqual(['left', 'left'])
  expect(told).toMatchObject({ bookingId: booking.id, recipient: traces.email, state: 'planned' })
})

test('the mail about what was cancelled takes it out of her calendar and calls her nothing', async () => {
  const outbox = await makeOutbox()
  const { self } = await makeKnownClient(outbox.studio)
  await bookTomorrow(outbox.studio)
  await outbox.send()
  outbox.mailbox.mails.splice(0)
  await eraseClient(self, { ...wish, cancelUpcoming: true })
  await outbox.send()

  const cancelled = outbox.mailbox.mails.find(({ tags }) => tags['kind'] === 'booking_cancelled')
  expect(cancelled).toMatchObject({
    to: traces.email,
    text: expect.stringMatching(/^Your booking is cancelled\./),
  })
  expect(cancelled?.attachments[0]?.content).toContain('METHOD:CANCEL')
  expect(outbox.mailbox.mails).toHaveLength(2)
  expect(await findTraces(outbox.studio)).toEqual([])
})

test('waits until she has left: a booking under way cannot be cancelled any more', async () => {
  const studio = await makeTenant()
  const { clientId } = await makeKnownClient(studio)
  const system = studio.makeContext({ actor: { kind: 'system' } })
  await writeBooking(studio, { clientId, startsAt: studio.clock.now() - minutes(10) })
  const erasing = eraseClient(system, { clientId, cancelUpcoming: true })
  expect(await erasing.catch((error: unknown) => error)).toMatchObject({ details: { reason: 'under_way' } })
  expect(studio.erasureOrders.size).toBe(0)
  studio.clock.advance(hours(1))
  expect(await eraseClient(system, { clientId, cancelUpcoming: true })).toMatchObject({ clientId })
})

test('is done once, however often and by however many it is asked for', async () => {
  const studio = await makeTenant()
  const { owner, self } = await makeKnownClient(studio)
  await Promise.all([owner, self, owner, self].map((ctx) => eraseClient(ctx, wish)))
  await eraseClient(owner, wish)
  const erased = (await readMessages(studio)).filter(({ kind }) => kind === 'account_erased')
  expect(erased).toHaveLength(1)
})

test('only she herself and staff with all data, who proved lately who they are, may do it', async () => {
  const studio = await makeTenant()
  const { owner, self } = await makeKnownClient(studio)
  const other = { ...self, login: self.login && { ...self.login, clientId: 'cli_other' } }
  const manager = { ...staffActor, id: 'usr_m', grants: builtInRoles.manager }
  const wait = minutes(11)
  const codes = [
    await codeOf(eraseClient(studio.makeContext(), wish)),
    await codeOf(
      eraseClient({ ...other, actor: { kind: 'client', userId: 'u', clientId: 'cli_other' } }, wish),
    ),
    await codeOf(eraseClient({ ...owner, actor: manager }, wish)),
    await codeOf(eraseClient(studio.makeContext({ actor: staffActor }), wish)),
    await codeOf(eraseClient({ ...owner, now: () => studio.clock.now() + wait }, wish)),
    await codeOf(eraseClient({ ...self, now: () => studio.clock.now() + wait }, wish)),
    await codeOf(eraseClient(owner, { ...wish, clientId: 'cli_none' })),
  ]
  expect(codes).toEqual([
    'unauthorized',
    'forbidden',
    'forbidden',
    'forbidden',
    'reauthentication_required',
    'reauthentication_required',
    'not_found',
  ])
  expect((await findTraces(studio)).length).toBeGreaterThan(20)
})

test('of somebody who works here, the client is forgotten and the login goes on', async () => {
  const studio = await makeTenant()
  const { owner, userId, clientId } = await makeKnownClient(studio)
  const { db } = studio.ctx
  await db.write([db.orm.insert(staff).values({ userId, role: 'trainer', createdAt: 0 })])
  expect(await eraseClient(owner, wish)).toEqual({ clientId, keptLogin: 'staff' })

  const [[user], [client]] = await db.read([
    db.orm.select().from(users).where(eq(users.id, userId)),
    db.orm.select().from(clients).where(eq(clients.id, clientId)),
  ])
  expect(user).toMatchObject({ email: traces.email, status: 'active', passwordHash: traces.secret })
  expect(client).toMatchObject({ firstName: 'Erased', userId: null })
  expect((await dumpTables(studio)).get('login_sessions')).toContain(userId)
})

test('forgets nobody else: another client, even one with an address that was once hers', async () => {
  const studio = await makeTenant()
  const { owner } = await makeKnownClient(studio)
  const { db } = studio.ctx
  const other = { id: 'usr_2', email: traces.old, name: 'Somebody Else', locale: 'en', createdAt: 0 } as const
  await db.write([db.orm.insert(users).values(other)])
  await writeBooking(studio, { contactFirstName: 'Elena' })
  await eraseClient(owner, wish)
  const dump = await dumpTables(studio)
  expect(dump.get('users')).toContain(traces.old)
  expect(dump.get('bookings')).toContain('"contact_first_name":"Elena"')
  expect(dump.get('invitations')).toContain(traces.old)
})
