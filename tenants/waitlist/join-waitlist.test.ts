import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { clients, messages, services, sessions } from '../../db/tenant/schema/index.ts'
import {
  book,
  free,
  join,
  joinInOrder,
  makeFullClass,
  readLine,
} from '../../tests/support/make-full-class.ts'
import { makeSession } from '../../tests/support/make-session.ts'
import { minutes } from '../durations.ts'
import { getWaitlistEntry } from './get-waitlist-entry.ts'
import { listWaitlist } from './list-waitlist.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

const staff = staffActor

test('whoever joins learns where they are in the line, with a link of their own', async () => {
  const full = await makeFullClass()
  const [, bob] = await joinInOrder(full, 'ada', 'bob')
  const { db } = full.ctx
  const [told] = await db.read([
    db.orm
      .select()
      .from(messages)
      .where(eq(messages.waitlistEntryId, bob?.entryId ?? '')),
  ])

  expect(await getWaitlistEntry(full.ctx, bob ?? { entryId: '' })).toMatchObject({
    status: 'waiting',
    position: 2,
    partySize: 1,
    sessionId: full.session.id,
    timeZone: 'Europe/Sofia',
    leaveUntil: full.session.startsAt,
    client: { email: 'bob@example.test' },
  })
  expect(told.map(({ kind, recipient, locale }) => [kind, recipient, locale])).toEqual([
    ['waitlist_joined', 'bob@example.test', 'bg'],
  ])
})

test('the same request is the same place in the line, another under its key is refused', async () => {
  const full = await makeFullClass()
  const idempotencyKey = 'join-once'
  const answers = await Promise.all(
    [1, 2, 3].map(() => join(full.makeContext(), full.session, { name: 'ada', idempotencyKey })),
  )

  expect(new Set(answers.map(({ entry }) => entry.id)).size).toBe(1)
  expect(new Set(answers.map(({ manageToken }) => manageToken)).size).toBe(1)
  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting'])
  await expect(join(full.ctx, full.session, { name: 'bob', idempotencyKey })).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  })
})

test('one person waits once, and not for what they have', async () => {
  const full = await makeFullClass()
  await joinInOrder(full, 'ada')

  await expect(join(full.ctx, full.session, { name: 'ada' })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'already_waiting' },
  })
  await expect(join(full.ctx, full.session, { name: 'booker-0' })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'already_booked' },
  })
})

test('the line is in the order of arrival, also within one millisecond and by a clock that is behind', async () => {
  const full = await makeFullClass()
  const names = ['ada', 'bob', 'cem', 'dora', 'eve']
  for (const name of names) await join(full.ctx, full.session, { name })
  const behind = full.makeContext({ now: () => full.clock.now() - minutes(1) })
  await join(behind, full.session, { name: 'fay' })

  expect(await readLine(full.ctx, full.session)).toEqual([...names, 'fay'].map((name) => `${name} waiting`))
})

test('two requests of one person at once are one place in the line', async () => {
  const full = await makeFullClass()
  const outcomes = await Promise.allSettled(
    [1, 2, 3, 4].map(() => join(full.makeContext(), full.session, { name: 'ada' })),
  )

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await readLine(full.ctx, full.session)).toEqual(['ada waiting'])
})

test('where there is room nobody waits, but for more places than there are', async () => {
  const full = await makeFullClass()
  await free(full.ctx, full.bookedIds[0] ?? '')

  await expect(join(full.ctx, full.session, { name: 'ada' })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'has_room' },
  })
  await join(full.ctx, full.session, { name: 'pair', partySize: 2 })
  expect(await readLine(full.ctx, full.session)).toEqual(['pair waiting party_too_large'])
  // The one place is not kept for two.
  await expect(book(full.ctx, full.session, 'eve')).resolves.toMatchObject({ isNew: true })
})

test('a list is as long as the studio says', async () => {
  const full = await makeFullClass({ studio: { service: { waitlistMax: 2 } } })
  await joinInOrder(full, 'ada', 'bob')

  await expect(join(full.ctx, full.session, { name: 'cem' })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'waitlist_full' },
  })
})

test('one person waits for as many classes as the studio says', async () => {
  const full = await makeFullClass({ studio: { settings: { maxWaitlistEntries: 1 } } }, { capacity: 1 })
  const other = await makeSession(full, { startsAt: full.session.startsAt + minutes(120), capacity: 1 })
  await book(full.ctx, other, 'boris')
  await joinInOrder(full, 'ada')

  await expect(join(full.ctx, other, { name: 'ada' })).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'too_many_waiting' },
  })
  await expect(join(full.ctx, other, { name: 'bob' })).resolves.toMatchObject({ isNew: true })
})

test('a party is never larger than the studio allows, or than the class', async () => {
  const full = await makeFullClass({ studio: { service: { maxParty: 3 } } })

  await expect(join(full.ctx, full.session, { name: 'ada', partySize: 3 })).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'party_too_large' },
  })
  await expect(join(full.ctx, full.session, { name: 'ada', partySize: 2 })).resolves.toBeDefined()
  await expect(join(full.ctx, full.session, { name: 'bob', partySize: 0 })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path: 'partySize' }] },
  })
})

test.each([
  ['closes', { waitlistCloseMinutes: 180 }, 180, 'not_allowed', 'waitlist_closed'],
  ['is open until then', { waitlistCloseMinutes: 180 }, 181, null, null],
  ['has not been opened', { waitlistMode: 'none' }, 600, 'not_allowed', 'no_waitlist'],
  [
    'is of a class nobody could book any more',
    { minNoticeMinutes: 240 },
    200,
    'slot_unavailable',
    'too_soon',
  ],
  ['can be joined by the shorter notice', { minNoticeMinutes: 240, joinNoticeMinutes: 0 }, 200, null, null],
] as const)('the list %s', async (_, service, minutesBefore, code, reason) => {
  const full = await makeFullClass({ studio: { service } })
  full.clock.set(full.session.startsAt - minutes(minutesBefore))
  const joining = join(full.ctx, full.session, { name: 'ada' })

  if (code === null) await expect(joining).resolves.toMatchObject({ isNew: true })
  else await expect(joining).rejects.toMatchObject({ code, details: { reason } })
})

test('nobody waits for a class that is unknown or called off', async () => {
  const full = await makeFullClass()
  const { db } = full.ctx
  await expect(join(full.ctx, { id: 'ses_unknown' }, { name: 'ada' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await db.write([db.orm.update(sessions).set({ status: 'cancelled' })])
  await expect(join(full.ctx, full.session, { name: 'ada' })).rejects.toMatchObject({
    code: 'slot_unavailable',
    details: { reason: 'cancelled' },
  })
})

test('whoever is refused leaves nothing behind', async () => {
  const full = await makeFullClass({ studio: { service: { waitlistMax: 0 } } })
  await expect(join(full.ctx, full.session, { name: 'ada' })).rejects.toMatchObject({ code: 'conflict' })
  const { db } = full.ctx
  const [strangers, told] = await db.read([
    db.orm.select().from(clients).where(eq(clients.email, 'ada@example.test')),
    db.orm
      .select()
      .from(messages)
      .where(sql`recipient = 'ada@example.test'`),
  ])

  expect([strangers, told]).toEqual([[], []])
})

test('staff see who waits, in order, and how many places were wanted', async () => {
  const full = await makeFullClass()
  await joinInOrder(full, 'ada', ['pair', 2], 'cem')
  const { entries, places } = await listWaitlist(full.makeContext({ actor: staff }), {
    sessionId: full.session.id,
  })

  expect(entries.map(({ client, position }) => [client.email.split('@')[0], position])).toEqual([
    ['ada', 1],
    ['pair', 2],
    ['cem', 3],
  ])
  expect(places).toMatchObject({ waiting: 4, promoted: 0, unmet: 0 })
})

test('the list is for staff, an entry for whoever has its link', async () => {
  const full = await makeFullClass()
  const [ada, bob] = await joinInOrder(full, 'ada', 'bob')
  const { token = '' } = bob ?? {}
  const { entryId = '' } = ada ?? {}

  await expect(listWaitlist(full.ctx, { sessionId: full.session.id })).rejects.toMatchObject({
    code: 'unauthorized',
  })
  await expect(
    listWaitlist(full.makeContext({ actor: staff }), { sessionId: 'ses_unknown' }),
  ).rejects.toMatchObject({ code: 'not_found' })
  for (const wrong of [{ entryId }, { entryId, token }, { entryId: 'wle_unknown', token }]) {
    await expect(getWaitlistEntry(full.ctx, wrong)).rejects.toMatchObject({ code: 'not_found' })
  }
  await expect(getWaitlistEntry(full.makeContext({ actor: staff }), { entryId })).resolves.toMatchObject({
    id: entryId,
  })
})

test('a line of what is sold no longer can still be looked at', async () => {
  const full = await makeFullClass()
  const [ada] = await joinInOrder(full, 'ada')
  const { db } = full.ctx
  await db.write([db.orm.update(services).set({ status: 'archived' })])

  await expect(getWaitlistEntry(full.makeContext(), ada ?? { entryId: '' })).resolves.toMatchObject({
    position: 1,
  })
})
