import { afterAll, expect, test, vi } from 'vitest'
import { services, sessions } from '../../db/tenant/schema/index.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeSessionRow } from '../testing/make-session-row.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'
import { IRON, LOTUS } from '../testing/make-site.ts'

const { ask, asStaff, asVisitor, asStranger, db, postJson } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

type Entry = { id: string; manage_url: string; position: number | null; status: string }
type Booking = { id: string; manage_url: string }

let made = 0
const client = (name: string) => ({ first_name: 'Ana', last_name: 'Ilieva', email: `${name}@example.test` })

/** A class with one place, which is taken. */
async function makeFull() {
  made += 1
  const id = `ses_full_${made}`
  const startsAt = Date.UTC(2027, 0, 12 + made, 10)
  await db.write([db.orm.insert(sessions).values(makeSessionRow({ id, startsAt, capacity: 1 }))])
  const { body } = await asVisitor('POST', '/bookings', { session_id: id, client: client(`first-${made}`) })
  return { id, startsAt, booking: body as Booking }
}

async function join(session_id: string, name: string, more = {}) {
  const { status, body } = await asVisitor('POST', '/waitlist', { session_id, client: client(name), ...more })
  return { status, body: body as Entry & Record<string, unknown> }
}
const tokenOf = ({ manage_url }: { manage_url: string }) =>
  new URL(manage_url).searchParams.get('token') ?? ''

/** Asks about an entry with its token, or another one. */
async function about(entry: Entry, { method = 'GET', deed = '', token = tokenOf(entry), host = IRON } = {}) {
  const answer = await ask({
    path: `/api/v1/waitlist/${entry.id}${deed}`,
    method,
    host,
    headers: { authorization: `Bearer ${token}` },
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const post = (entry: Entry, deed: string, more = {}) => about(entry, { method: 'POST', deed, ...more })

const cancel = (booking: Booking) =>
  postJson(`/api/v1/bookings/${booking.id}/cancel`, {}, { authorization: `Bearer ${tokenOf(booking)}` })

const setMode = (waitlistMode: 'promote' | 'offer') =>
  db.write([db.orm.update(services).set({ waitlistMode })])

test('whoever joins is told where they are, and is promoted when a place comes free', async () => {
  const full = await makeFull()
  const { status, body: entry } = await join(full.id, 'ada', { party_size: 1 })

  expect(status).toBe(201)
  expect(entry).toEqual({
    id: expect.stringMatching(/^wle_/),
    session_id: full.id,
    service_id: ids.training,
    trainer_id: ids.maria,
    location_id: ids.location,
    start_time: '2027-01-13T10:00:00Z',
    end_time: '2027-01-13T11:00:00Z',
    time_zone: 'Europe/Sofia',
    party_size: 1,
    status: 'waiting',
    position: 1,
    skip_reason: null,
    joined_at: '2027-01-04T06:00:00Z',
    leave_until: '2027-01-13T10:00:00Z',
    offer_expires_at: null,
    booking_id: null,
    client: { id: expect.stringMatching(/^cli_/), ...client('ada'), phone: null },
    manage_url: expect.stringMatching(new RegExp(`^https://${IRON}/waitlist/${entry.id}\\?token=.+`)),
  })

  expect((await cancel(full.booking)).status).toBe(200)
  const after = await about(entry)
  expect(after.body).toMatchObject({ status: 'promoted', position: null })
  const booking = await asStaff('GET', `/bookings/${String(after.body['booking_id'])}`)
  expect(booking.body).toMatchObject({ session_id: full.id, source: 'waitlist', status: 'confirmed' })
})

test('the same key is the same entry, another request under it is 409', async () => {
  const full = await makeFull()
  const send = async (name: string) => {
    const body = { session_id: full.id, client: client(name) }
    const answer = await postJson('/api/v1/waitlist', body, { 'idempotency-key': 'join-once' })
    return { status: answer.status, body: (await answer.json()) as Entry & { code?: string } }
  }
  const [first, again, other] = [await send('ada'), await send('ada'), await send('bob')]

  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.body).toEqual(first.body)
  expect([other.status, other.body.code]).toEqual([409, 'idempotency_key_reused'])
})

test('where there is room, twice, or in a list that is closed nobody joins, and is told why', async () => {
  const full = await makeFull()
  await join(full.id, 'ada')
  expect(await join(full.id, 'ada')).toMatchObject({
    status: 409,
    body: { code: 'conflict', reason: 'already_waiting' },
  })
  await db.write([
    db.orm.insert(sessions).values(makeSessionRow({ id: 'ses_room', startsAt: full.startsAt + hours(3) })),
  ])
  expect(await join('ses_room', 'ada')).toMatchObject({
    status: 409,
    body: { code: 'conflict', reason: 'has_room' },
  })
  expect(await join('ses_unknown', 'ada')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  await db.write([db.orm.update(services).set({ waitlistMode: 'none' })])
  expect(await join(full.id, 'bob')).toMatchObject({
    status: 422,
    body: { code: 'not_allowed', reason: 'no_waitlist' },
  })
  await setMode('promote')
})

test.each([
  [{ client: { ...client('ada'), email: 'nobody' } }, 'client.email'],
  [{ party_size: 0 }, 'party_size'],
  [{ session_id: '' }, 'session_id'],
])('%j is 422 and names the field', async (change, path) => {
  const { status, body } = await join('ses_full_1', 'ada', change)

  expect([status, body['code'], (body['errors'] as { path: string }[])[0]?.path]).toEqual([
    422,
    'invalid_input',
    path,
  ])
})

test('staff list who waits for a session, in pages, with how many places were wanted', async () => {
  const full = await makeFull()
  for (const name of ['ada', 'bob', 'cem']) await join(full.id, name)
  const first = await asStaff('GET', `/waitlist?session_id=${full.id}&limit=2`)
  const second = await asStaff(
    'GET',
    `/waitlist?session_id=${full.id}&limit=2&cursor=${String(first.body.next_cursor)}`,
  )
  const emails = [first, second].flatMap(({ body }) =>
    (body.data as { client: { email: string } }[]).map((entry) => entry.client.email),
  )

  expect(first.status).toBe(200)
  expect(emails).toEqual(['ada', 'bob', 'cem'].map((name) => `${name}@example.test`))
  expect(second.body.next_cursor).toBeNull()
  expect(second.body.places).toEqual({ waiting: 3, offered: 0, promoted: 0, expired: 0, left: 0, unmet: 0 })
  expect((await asStaff('GET', '/waitlist?session_id=ses_unknown')).status).toBe(404)
  expect((await asStaff('GET', '/waitlist')).status).toBe(422)
})

test('the line can be left, again and again', async () => {
  const full = await makeFull()
  const { body: entry } = await join(full.id, 'ada')
  const left = await about(entry, { method: 'DELETE' })

  expect(left).toMatchObject({ status: 200, body: { status: 'left', position: null } })
  expect(await about(entry, { method: 'DELETE' })).toEqual(left)
  await cancel(full.booking)
  expect((await about(entry)).body).toMatchObject({ status: 'left' })
})

test('whoever has been promoted cannot leave, and after the studio’s time only staff take out', async () => {
  const full = await makeFull()
  const { body: ada } = await join(full.id, 'ada')
  const { body: bob } = await join(full.id, 'bob')
  await cancel(full.booking)
  expect(await about(ada, { method: 'DELETE' })).toMatchObject({
    status: 409,
    body: { code: 'conflict', reason: 'promoted' },
  })

  await db.write([db.orm.update(services).set({ waitlistLeaveMinutes: 60 * 24 * 30 })])
  expect(await about(bob, { method: 'DELETE' })).toMatchObject({
    status: 422,
    body: { code: 'not_allowed', reason: 'leave_closed' },
  })
  expect((await asStaff('DELETE', `/waitlist/${bob.id}`)).body).toMatchObject({ status: 'left' })
  await db.write([db.orm.update(services).set({ waitlistLeaveMinutes: 0 })])
})

test('an offer is accepted once, however often it is sent', async () => {
  await setMode('offer')
  const full = await makeFull()
  const { body: entry } = await join(full.id, 'ada')
  expect(await post(entry, '/accept')).toMatchObject({ status: 409, body: { reason: 'no_offer' } })
  await cancel(full.booking)
  expect((await about(entry)).body).toMatchObject({
    status: 'offered',
    offer_expires_at: new Date(Date.now() + minutes(30)).toISOString().replace('.000Z', 'Z'),
  })
  const accepted = await post(entry, '/accept')
  const again = await Promise.all([1, 2, 3].map(() => post(entry, '/accept')))

  expect(accepted).toMatchObject({
    status: 200,
    body: { session_id: full.id, status: 'confirmed', manage_url: expect.stringContaining('/bookings/') },
  })
  expect(again).toEqual([accepted, accepted, accepted])
  const { body } = await asStaff('GET', `/bookings?session_id=${full.id}&status=confirmed`)
  expect(body.data).toHaveLength(1)
  await setMode('promote')
})

test('an offer is declined for the next, and ends by itself', async () => {
  await setMode('offer')
  const full = await makeFull()
  const { body: ada } = await join(full.id, 'ada')
  const { body: bob } = await join(full.id, 'bob')
  await cancel(full.booking)
  expect(await post(bob, '/decline')).toMatchObject({ status: 409, body: { reason: 'no_offer' } })
  const declined = await post(ada, '/decline')
  expect(declined).toMatchObject({ status: 200, body: { status: 'left' } })
  expect(await post(ada, '/decline')).toEqual(declined)
  expect((await about(bob)).body).toMatchObject({ status: 'offered', position: 1 })

  vi.setSystemTime(Date.now() + minutes(30))
  expect(await post(bob, '/accept')).toMatchObject({
    status: 409,
    body: { code: 'conflict', reason: 'offer_expired' },
  })
  await setMode('promote')
})

test('without its token, with another’s, or at another studio there is no such entry', async () => {
  const full = await makeFull()
  const { body: ada } = await join(full.id, 'ada')
  const { body: bob } = await join(full.id, 'bob')
  // The same row, at Lotus.
  const lotus = `/api/v1/waitlist/${ada.id}`
  for (const [method, deed] of [
    ['GET', ''],
    ['DELETE', ''],
    ['POST', '/accept'],
    ['POST', '/decline'],
  ] as const) {
    const answers = [
      await about(ada, { method, deed, token: 'wrong' }),
      await about(ada, { method, deed, token: tokenOf(bob) }),
      await about({ ...ada, id: 'wle_unknown' }, { method, deed }),
      await about(ada, { method, deed, host: LOTUS }),
    ]
    expect(answers.map(({ status, body }) => [status, body['code']])).toEqual(
      answers.map(() => [404, 'not_found']),
    )
  }
  expect((await ask({ path: lotus, host: LOTUS })).status).toBe(404)
  expect((await about(ada)).body).toMatchObject({ status: 'waiting' })
})

test('another studio’s staff key opens nothing, and the list is not for visitors', async () => {
  const full = await makeFull()
  const { body: entry } = await join(full.id, 'ada')
  for (const [asked, method, path] of [
    [asVisitor, 'GET', `/waitlist?session_id=${full.id}`],
    [asStranger, 'GET', `/waitlist?session_id=${full.id}`],
    [asStranger, 'GET', `/waitlist/${entry.id}`],
    [asStranger, 'DELETE', `/waitlist/${entry.id}`],
    [asStranger, 'POST', `/waitlist/${entry.id}/accept`],
  ] as const) {
    const { status, body } = await asked(method, path)
    expect([status, body.code]).toEqual([401, 'unauthorized'])
  }
})

test('who waits for a class of one studio is no concern of another’s', async () => {
  const full = await makeFull()
  const answer = await ask({
    path: '/api/v1/waitlist',
    host: LOTUS,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ session_id: full.id, client: client('ada') }),
  })

  expect(answer.status).toBe(404)
})
