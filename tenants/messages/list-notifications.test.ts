import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { messages } from '../../db/tenant/schema/index.ts'
import { findClientId } from '../../tests/support/make-askers.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeKnownClient } from '../../tests/support/make-known-client.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { looker, makeTrainerActor, powerless } from '../../tests/support/make-trainer-actor.ts'
import { failureOf } from '../../tests/support/failure-of.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import type { TenantContext } from '../context.ts'
import { hours } from '../durations.ts'
import { listNotifications, type ListNotificationsInput } from './list-notifications.ts'

/** Elena booked with Maria, Ana with Ivan: a confirmation at once and reminders to come, each. */
async function setUp() {
  const studio = await makeTenant()
  const first = await makeBooking(studio)
  const start = first.startsAt + hours(3)
  await makeBooking(studio, {
    id: 'bkg_ivan',
    trainerId: ids.ivan,
    startsAt: start,
    contactEmail: 'ana@example.test',
  })
  const staff = studio.makeContext({ actor: staffActor })
  const list = async (input: ListNotificationsInput = {}) =>
    (await listNotifications(staff, input)).notifications
  return { studio, list, staff }
}

test('the log is read from its end or from now on, in pages without a gap', async () => {
  const { studio, list, staff } = await setUp()
  const all = await list()
  const times = all.map(({ plannedAt }) => plannedAt)
  expect(times).toEqual(times.toSorted((a, b) => b - a))
  expect(all.length).toBeGreaterThan(3)
  expect(await list({ order: 'soonest' })).toEqual(all.toReversed())

  for (const order of ['newest', 'soonest'] as const) {
    const seen = []
    let cursor: ListNotificationsInput['cursor'] = null
    for (;;) {
      const { notifications, hasMore } = await listNotifications(staff, { order, limit: 2, cursor })
      seen.push(...notifications)
      const last = notifications.at(-1)
      if (!hasMore || !last) break
      cursor = { at: last.plannedAt, id: last.id }
    }
    expect(seen).toEqual(await list({ order }))
  }
  const soFar = await list({ to: studio.clock.now() + 1 })
  expect(soFar.map(({ kind }) => kind)).toEqual(['booking_confirmed', 'booking_confirmed'])
  expect(await list({ from: studio.clock.now() + 1 })).toHaveLength(all.length - 2)
})

test('it is asked by what became of messages, by channel, kind, client and booking', async () => {
  const { studio, list } = await setUp()
  const elena = await findClientId(studio, 'elena@example.test')
  const { orm, write } = studio.ctx.db
  await write([
    orm
      .update(messages)
      .set({ state: 'sent', delivery: 'bounced' })
      .where(sql`booking_id = 'bkg_ivan'`),
  ])
  const all = await list()
  const ofIvan = all.filter(({ bookingId }) => bookingId === 'bkg_ivan')

  expect(await list({ state: 'sent' })).toEqual(ofIvan)
  expect(await list({ delivery: 'bounced' })).toEqual(ofIvan)
  expect(await list({ bookingId: 'bkg_ivan' })).toEqual(ofIvan)
  expect(await list({ channel: 'sms' })).toEqual([])
  expect(new Set((await list({ kind: 'reminder' })).map(({ kind }) => kind))).toEqual(new Set(['reminder']))
  expect(await list({ clientId: elena })).toEqual(all.filter(({ clientId }) => clientId === elena))
  expect(all.find(({ clientId }) => clientId === elena)).toMatchObject({
    recipient: 'elena@example.test',
    serviceId: ids.training,
    name: expect.stringContaining('Elena') as string,
  })
})

test('a client’s mails about places in waitlists and about their login are among theirs', async () => {
  const studio = await makeTenant()
  const { owner, clientId, userId } = await makeKnownClient(studio)
  const { orm, write } = studio.ctx.db
  const common = {
    channel: 'email',
    locale: 'en',
    bookingVersion: 1,
    plannedAt: 1,
    recipient: 'a@b.test',
  } as const
  await write([
    orm
      .insert(messages)
      .values([{ ...common, id: 'msg_about_login', userId, kind: 'account_password_changed' }]),
  ])
  const found = (await listNotifications(owner, { clientId, limit: 100 })).notifications
  expect(found.map(({ id }) => id)).toContain('msg_about_login')
  expect(new Set(found.map((one) => one.clientId))).toEqual(new Set([clientId]))
})

test('a trainer sees what is about their own, and nobody without the right sees anything', async () => {
  const { studio, list } = await setUp()
  const as = (actor: typeof staffActor) => listNotifications(studio.makeContext({ actor }))
  const { notifications } = await as(makeTrainerActor(ids.ivan))

  expect(notifications).toEqual((await list()).filter(({ bookingId }) => bookingId === 'bkg_ivan'))
  expect((await as(looker)).notifications).toEqual(await list())
  expect((await as(makeTrainerActor('trn_other'))).notifications).toEqual([])
  expect(await failureOf(as(powerless))).toBe('forbidden')
  expect(await failureOf(listNotifications(studio.ctx))).toBe('unauthorized')
})

test.each([
  [{ limit: 0 }],
  [{ limit: 101 }],
  [{ clientId: '\u0000' }],
  [{ from: -1 }],
  [{ cursor: { at: Number.NaN, id: 'x' } }],
])('%j is refused', async (input) => {
  const { staff } = await setUp()
  expect(await failureOf(listNotifications(staff, input))).toBe('invalid_input')
})

test.for<[string, ListNotificationsInput, RegExp]>([
  ['newest first', {}, /SCAN messages USING INDEX messages_log_idx/],
  ['of one state', { state: 'failed' }, /SCAN messages USING INDEX messages_log_idx/],
  ['of some days', { from: 1, to: 2 }, /messages_log_idx \(planned_at>\? AND planned_at<\?\)/],
  ['a page further on', { cursor: { at: 1, id: 'x' } }, /messages_log_idx \(planned_at</],
  ['of a client', { clientId: 'cli_x' }, /SEARCH messages USING INDEX sqlite_autoindex_messages_1 \(id=/],
  ['of a booking', { bookingId: 'bkg_x' }, /messages_once_idx \(booking_id=/],
])('messages %s are read by an index', async ([, ask, index]) => {
  const { studio } = await setUp()
  const staff = studio.makeContext({ actor: staffActor })
  const { orm } = staff.db
  let plan = ''
  const read: TenantContext['db']['read'] = async (statements) => {
    const [query] = statements
    if ('getSQL' in query && typeof query.getSQL === 'function') {
      const explain = orm.all<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${query.getSQL()}`)
      plan = (await staff.db.read([explain]))[0].map(({ detail }) => detail).join('\n')
    }
    return staff.db.read(statements)
  }
  await listNotifications({ ...staff, db: { ...staff.db, read } }, ask)

  expect(plan).toMatch(index)
  // In the order of the index: no page waits for all the others to be sorted.
  if (!ask.clientId && !ask.bookingId) expect(plan).not.toContain('TEMP B-TREE')
  expect(plan).not.toMatch(/SCAN (?!messages USING INDEX)/)
})
