import ICAL from 'ical.js'
import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  auditLog,
  bookings,
  calendarFeeds,
  clients,
  sessions,
  trainers,
  users,
} from '../../db/tenant/schema/index.ts'
import { addClass } from '../../tests/access/things.ts'
import { failureOf } from '../../tests/support/failure-of.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeKnownClient } from '../../tests/support/make-known-client.ts'
import { makeOutbox } from '../../tests/support/make-outbox.ts'
import { makeTeam, people } from '../../tests/support/make-team.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { readCalendarFile } from '../../tests/support/read-calendar-file.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeSessionRow } from '../../worker/testing/make-session-row.ts'
import { days, hours, minutes } from '../durations.ts'
import { createFeed, MOST_FEEDS } from './create-feed.ts'
import { listFeeds } from './list-feeds.ts'
import { readFeed } from './read-feed.ts'
import { revokeFeed } from './revoke-feed.ts'

const secretOf = ({ https }: { https: string }) => /([\w-]{32})\.ics$/.exec(https)?.[1] ?? ''

/** The events of a file that our own reader and ical.js take. */
function eventsOf(content: string) {
  readCalendarFile(content)
  const calendar = new ICAL.Component(ICAL.parse(content) as [string, [], []])
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    return {
      uid: event.uid,
      sequence: event.sequence,
      startsAt: event.startDate.toJSDate().getTime(),
      endsAt: event.endDate.toJSDate().getTime(),
      summary: event.summary,
      status: component.getFirstPropertyValue('status'),
      description: event.description,
    }
  })
}

/** Maria's calendar, as a program at the studio subscribed to it. */
async function ofMaria(options?: Parameters<typeof makeTenant>[0]) {
  const studio = await makeTenant(options)
  const staff = studio.makeContext({ actor: staffActor })
  const { address, feed } = await createFeed(staff, { trainerId: ids.maria, label: 'Phone' })
  const secret = secretOf(address)
  // A key of that name makes it known; here there is none.
  await staff.db.write([
    staff.db.orm.run(
      sql`INSERT INTO api_keys (id, name, key_hash, created_at) VALUES ('key_test', 'Till', 'x', 0)`,
    ),
  ])
  const read = async () => eventsOf((await readFeed(studio.ctx, { secret })).content)
  return { studio, staff, address, feed, secret, read }
}

test('a trainer’s calendar has their hours and classes, from 90 days back to a year ahead', async () => {
  const { studio, read, staff } = await ofMaria()
  const { clock } = studio
  const booking = await makeBooking(studio)
  await makeBooking(studio, { id: 'bkg_ivan', trainerId: ids.ivan, startsAt: booking.startsAt + hours(3) })
  await addClass(staff.db)
  const at = (id: string, startsAt: number, changes = {}) =>
    makeSessionRow({
      id,
      serviceId: 'svc_yoga',
      trainerId: ids.ivan,
      startsAt,
      status: 'scheduled',
      ...changes,
    })
  await staff.db.write([
    staff.db.orm
      .insert(sessions)
      .values([
        at('ses_own', clock.now() + days(2), { trainerId: ids.maria }),
        at('ses_second', clock.now() + days(3), { secondTrainerId: ids.maria }),
        at('ses_off', clock.now() + days(4), { trainerId: ids.maria, status: 'cancelled', version: 3 }),
        at('ses_other', clock.now() + days(5)),
        at('ses_past', clock.now() - days(91), { trainerId: ids.maria }),
        at('ses_far', clock.now() + days(367), { trainerId: ids.maria }),
      ]),
  ])
  const events = await read()
  const host = studio.ctx.tenant.primaryHost
  expect(events.map(({ uid, status }) => [uid, status])).toEqual([
    [`${booking.id}@${booking.host}`, 'CONFIRMED'],
    [`ses_own@${host}`, 'CONFIRMED'],
    [`ses_second@${host}`, 'CONFIRMED'],
    [`ses_off@${host}`, 'CANCELLED'],
  ])
  expect(events[0]).toMatchObject({ startsAt: booking.startsAt, endsAt: booking.endsAt, sequence: 0 })
  expect(events[0]?.summary).toMatch(/· Elena/)
  expect(events[3]?.sequence).toBe(2)
})

test('an event is the same in mail and feed, through a change to its end', async () => {
  const { studio, mailbox, send } = await makeOutbox()
  const { owner, clientId, self } = await makeKnownClient(studio)
  const { address } = await createFeed(self, { trainerId: null })
  const booking = await makeBooking(studio, { id: 'bkg_mine', contactEmail: 'known@example.test' })
  const { orm, write } = owner.db
  await write([orm.update(bookings).set({ clientId }).where(eq(bookings.id, booking.id))])
  await send()
  const mailed = () =>
    mailbox.mails.flatMap(({ attachments }) => attachments.flatMap(({ content }) => eventsOf(content)))
  const fed = async () => {
    const { content } = await readFeed(studio.ctx, { secret: secretOf(address) })
    return eventsOf(content).find(({ uid }) => uid.startsWith('bkg_mine'))
  }
  const told = mailed().find(({ uid }) => uid.startsWith('bkg_mine'))
  const { uid, sequence, startsAt, endsAt } = (await fed()) ?? {}
  expect({ uid, sequence, startsAt, endsAt }).toEqual({
    uid: told?.uid,
    sequence: told?.sequence,
    startsAt: told?.startsAt,
    endsAt: told?.endsAt,
  })
  await write([
    orm.update(bookings).set({ status: 'cancelled', version: 2, cancelledAt: studio.clock.now() }),
  ])
  expect(await fed()).toMatchObject({ uid: told?.uid, sequence: 1, status: 'CANCELLED' })
  await write([orm.update(bookings).set({ status: 'declined' }).where(eq(bookings.id, 'bkg_mine'))])
  expect(await fed()).toBeUndefined()
})

test('the same calendar is the same file, and any change makes another', async () => {
  const { studio, secret } = await ofMaria()
  await makeBooking(studio)
  const first = await readFeed(studio.ctx, { secret })
  studio.clock.advance(minutes(5))
  expect(await readFeed(studio.ctx, { secret })).toEqual(first)
  const { orm, write } = studio.ctx.db
  await write([orm.update(bookings).set({ version: 2 })])
  expect((await readFeed(studio.ctx, { secret })).etag).not.toBe(first.etag)
})

test('whatever somebody is called, it is one event', async () => {
  const { studio, read } = await ofMaria()
  const name = 'Eve\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\u202E;,"\\'
  await makeBooking(studio)
  const { orm, write } = studio.ctx.db
  await write([orm.update(bookings).set({ contactFirstName: name, contactLastName: '<b>' })])
  const events = await read()
  expect(events).toHaveLength(1)
  expect(events[0]?.uid).not.toContain('evil')
  expect(events[0]?.summary).not.toContain('\u202E')
})

test('times are right on both sides of a change of the clocks', async () => {
  // Saturday 27 March 2027: the night before the clocks of Sofia go forward.
  const { studio, read } = await ofMaria({ now: Date.UTC(2027, 2, 27, 6) })
  const before = await makeBooking(studio, { startsAt: Date.UTC(2027, 2, 27, 16) })
  const after = await makeBooking(studio, { id: 'bkg_after', startsAt: Date.UTC(2027, 2, 28, 15) })
  expect((await read()).map(({ startsAt }) => startsAt)).toEqual([before.startsAt, after.startsAt])
})

test('the secret is told once, and what nobody may read any more is not there', async () => {
  const { studio, staff, feed, secret, address } = await ofMaria()
  const { orm, write, read } = staff.db
  expect(address.webcal).toBe(`webcal://${studio.ctx.tenant.primaryHost}/calendar/${secret}.ics`)
  const [rows] = await read([orm.select().from(calendarFeeds)])
  expect(JSON.stringify(rows)).not.toContain(secret)
  const answer = () => failureOf(readFeed(studio.makeContext(), { secret }))
  expect(await answer()).toBe('done')
  expect(await failureOf(readFeed(studio.ctx, { secret: secret.replace(/.$/, '!') }))).toBe('not_found')

  await write([orm.update(trainers).set({ status: 'archived' }).where(eq(trainers.id, ids.maria))])
  expect(await answer()).toBe('not_found')
  await write([orm.update(trainers).set({ status: 'active' })])
  await write([orm.run(sql`UPDATE api_keys SET revoked_at = 1`)])
  expect(await answer()).toBe('not_found')
  await write([orm.run(sql`UPDATE api_keys SET revoked_at = NULL`)])
  const suspended = { ...studio.ctx, tenant: { ...studio.ctx.tenant, status: 'suspended' as const } }
  expect(await failureOf(readFeed(suspended, { secret }))).toBe('not_found')
  await revokeFeed(staff, { trainerId: ids.maria, feedId: feed.id })
  expect(await answer()).toBe('not_found')
  expect(await listFeeds(staff, { trainerId: ids.maria })).toEqual([])
  const [log] = await read([orm.select({ action: auditLog.action }).from(auditLog)])
  expect(log.map(({ action }) => action)).toEqual(['calendar_feed.created', 'calendar_feed.revoked'])
})

test.each([
  ['erased', { erasedAt: 1 }],
  ['merged into another', { mergedIntoId: 'cli_keep' }],
  ['without a login', { userId: null }],
])('a client who is %s has no calendar', async (_what, change) => {
  const studio = await makeTenant()
  const { self, clientId } = await makeKnownClient(studio)
  const { address } = await createFeed(self, { trainerId: null })
  const { orm, write } = studio.ctx.db
  const answer = () => failureOf(readFeed(studio.ctx, { secret: secretOf(address) }))
  expect(await answer()).toBe('done')
  const keep = {
    id: 'cli_keep',
    email: 'k@example.test',
    firstName: 'K',
    lastName: 'K',
    locale: 'en',
    createdAt: 1,
  } as const
  await write([
    orm.insert(clients).values(keep),
    orm.update(clients).set(change).where(eq(clients.id, clientId)),
  ])
  expect(await answer()).toBe('not_found')
})

test('trainers have their own alone, and lose it with their place in the team', async () => {
  const team = await makeTeam()
  const maria = await team.as(people.maria)
  const { address } = await createFeed(maria, { trainerId: ids.maria })
  expect(await failureOf(createFeed(maria, { trainerId: ids.ivan }))).toBe('not_found')
  expect(await failureOf(listFeeds(maria, { trainerId: ids.ivan }))).toBe('not_found')
  const read = () => failureOf(readFeed(team.ctx, { secret: secretOf(address) }))
  expect(await read()).toBe('done')
  const { orm, write } = team.ctx.db
  await write([orm.run(sql`UPDATE staff SET status = 'removed' WHERE user_id = ${people.maria}`)])
  expect(await read()).toBe('not_found')
  await write([orm.run(sql`UPDATE staff SET status = 'active' WHERE user_id = ${people.maria}`)])
  await write([orm.update(users).set({ status: 'disabled' }).where(eq(users.id, people.maria))])
  expect(await read()).toBe('not_found')
})

test('one has ten at most, and sees when each was last read', async () => {
  const { studio, staff, secret, feed } = await ofMaria()
  const whose = { trainerId: ids.maria }
  for (let made = 1; made < MOST_FEEDS; made += 1) await createFeed(staff, whose)
  expect(await failureOf(createFeed(staff, whose))).toBe('not_allowed')
  await readFeed(studio.ctx, { secret })
  const lastRead = async () => (await listFeeds(staff, whose)).find(({ id }) => id === feed.id)?.lastReadAt
  const first = studio.clock.now()
  expect(await lastRead()).toBe(first)
  studio.clock.advance(minutes(5))
  await readFeed(studio.ctx, { secret })
  expect(await lastRead()).toBe(first)
  studio.clock.advance(minutes(15))
  await readFeed(studio.ctx, { secret })
  expect(await lastRead()).toBe(studio.clock.now())
  expect(await failureOf(revokeFeed(staff, { trainerId: ids.ivan, feedId: feed.id }))).toBe('not_found')
  expect(await failureOf(createFeed(staff, { trainerId: 'trn_none' }))).toBe('not_found')
})
