import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings, type BookingRow } from '../../../db/tenant/schema/index.ts'
import { addBooking, addSession, makeClassStudio } from '../../../tests/support/make-class-studio.ts'
import { makeDesk } from '../../../tests/support/make-desk.ts'
import { addTeam, people } from '../../../tests/support/make-team.ts'
import { ids } from '../../../tests/support/studio-rows.ts'
import { hours } from '../../../tenants/durations.ts'
import { failedDeed, rosterAnswer, sentDeed } from './roster-answer.server.ts'
import { todayPage } from './today-view.server.ts'

const path = '/admin/roster'

/** A class with Maria in two hours, and somebody in it. */
async function setUp(changes: Partial<BookingRow> = {}) {
  const studio = await addTeam(await makeClassStudio())
  const session = await addSession(studio, { startsAt: studio.clock.now() + hours(2) })
  const { id } = await addBooking(studio, session, changes)
  const { orm, read } = studio.ctx.db
  const statusNow = async () => {
    const [[row]] = await read([
      orm.select({ status: bookings.status }).from(bookings).where(eq(bookings.id, id)),
    ])
    return row?.status
  }
  const post = (form: Record<string, string>, userId: string = people.maria) =>
    makeDesk(studio, { userId, path, form: { booking: id, ...form } })
  return { ...studio, id, statusNow, post }
}

test('a form does what it says and leads back to where it was', async () => {
  const { id, post, statusNow } = await setUp()
  const back = '/admin?trainer=trn_maria'
  expect(await rosterAnswer(await post({ intent: 'check-in', back }))).toEqual({
    location: `${back}&done=checkedIn#${id}`,
  })
  expect(await statusNow()).toBe('checked_in')
  await rosterAnswer(await post({ intent: 'undo-check-in', back }))
  expect(await statusNow()).toBe('confirmed')
})

test('who walks in is booked by name and checked in, once however often it is sent', async () => {
  const studio = await setUp()
  const { next } = await todayPage(await makeDesk(studio, { userId: people.maria, path: '/admin' }))
  const [entry] = next
  if (!entry?.walkIn) throw new Error('nobody can walk in')
  const form = { session: entry.walkIn.sessionId, key: entry.walkIn.key, intent: 'walk-in', back: '/admin' }
  const send = async (more: Record<string, string>) => rosterAnswer(await studio.post({ ...form, ...more }))

  expect(await send({ booking: '', firstName: 'Wanda' })).toEqual({
    location: `/admin?failed=invalid_input#${entry.walkIn.sessionId}`,
  })
  const first = await send({ firstName: 'Wanda', lastName: 'Walker' })
  expect(await send({ firstName: 'Wanda', lastName: 'Walker' })).toEqual(first)
  const { orm, read } = studio.ctx.db
  const [rows] = await read([orm.select().from(bookings).where(eq(bookings.contactLastName, 'Walker'))])
  expect(rows).toMatchObject([{ status: 'checked_in', sessionId: entry.walkIn.sessionId, source: 'staff' }])
  expect(first.location).toBe(`/admin?done=walkedIn#${rows[0]?.id}`)
})

test.each(['https://evil.test/', '//evil.test', '/account', '/administrator', ''])(
  'it leads nowhere else: %s',
  async (back) => {
    const { id, post } = await setUp()
    const { location } = await rosterAnswer(await post({ intent: 'check-in', back }))
    expect(location).toBe(`/admin?done=checkedIn#${id}`)
  },
)

test('what cannot be is said on the page it came from, in words of ours alone', async () => {
  const studio = await setUp({ status: 'cancelled' })
  const { id, post } = studio
  const answer = await rosterAnswer(await post({ intent: 'check-in' }))
  expect(answer).toEqual({ location: `/admin?failed=cancelled#${id}` })
  const told = async (failed: string) =>
    failedDeed(await makeDesk(studio, { userId: people.maria, path: `/admin?failed=${failed}` }))
  expect(await told('cancelled')).toBe('It was cancelled meanwhile.')
  expect(await told('toString')).toBeNull()
})

test('who gives another class can do nothing in this one', async () => {
  const { post, statusNow } = await setUp({ trainerId: ids.ivan, sessionId: null })
  await expect(rosterAnswer(await post({ intent: 'check-in' }))).rejects.toMatchObject({ code: 'not_found' })
  const answer = await sentDeed(await post({ intent: 'check-in', person: people.maria }))
  expect([answer.status, await statusNow()]).toEqual([404, 'confirmed'])
})

test('what is sent later is done for whoever did it, and for nobody else', async () => {
  const { post, statusNow } = await setUp()
  const wrong = await sentDeed(await post({ intent: 'check-in', person: people.olga }))
  expect([wrong.status, await statusNow()]).toEqual([401, 'confirmed'])
  const twice = { intent: 'check-in', person: people.maria }
  for (const form of [twice, twice]) {
    const answer = await sentDeed(await post(form))
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'checked_in' }])
  }
})

test('whoever was taken to have come before it could be sent did come', async () => {
  const { post } = await setUp({ status: 'completed' })
  const answer = await sentDeed(await post({ intent: 'check-in', person: people.maria }))
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'completed' }])
  const undone = await sentDeed(await post({ intent: 'undo-check-in', person: people.maria }))
  expect([undone.status, await undone.json()]).toEqual([422, { message: 'It is over.' }])
})

test('the page says whose it is, and shows each part of the day once', async () => {
  const studio = await setUp()
  const page = await todayPage(await makeDesk(studio, { userId: people.maria, path: '/admin' }))
  expect(page.person).toBe(people.maria)
  expect(page.filter).toBeNull()
  const counts = [page.running, page.next, page.later, page.earlier].map((entries) => entries.length)
  expect(counts).toEqual([0, 1, 0, 0])
  expect(page.next[0]?.people.map(({ name, marks }) => [name, marks.map(({ key }) => key)])).toEqual([
    ['Elena Ivanova', ['isFirstVisit']],
  ])
})
