import { asc, eq } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { bookings, services, sessions, staff, trainers } from '../../db/tenant/schema/index.ts'
import { hours } from '../../tenants/durations.ts'
import { addPerson, openLogin } from '../../tests/support/add-person.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { addYoga } from '../testing/add-yoga.ts'
import { IRON, makeSite } from '../testing/make-site.ts'
import { makeSessionRow } from '../testing/make-session-row.ts'
import { makeStudioContext } from '../testing/make-studio-context.ts'

const site = await makeSite()
const iron = makeStudioContext(site, 'iron-works')
const { orm, read, write } = iron.db
afterAll(() => vi.useRealTimers())

type Asked = { json?: unknown; token?: string; holdSecret?: string }

async function api(method: string, path: string, { json, token, holdSecret }: Asked = {}) {
  const answer = await site.ask({
    path: `/api/v1${path}`,
    method,
    host: IRON,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(holdSecret === undefined ? {} : { 'hold-secret': holdSecret }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
  return {
    status: answer.status,
    body: JSON.parse((await answer.text()) || 'null') as Record<string, unknown>,
  }
}

const client = (name: string) => ({ first_name: 'Ana', last_name: 'Ilieva', email: `${name}@example.test` })
/** An hour of Wednesday 13 January 2027 in UTC. */
const at = (hour: number) => new Date(Date.UTC(2027, 0, 13, hour)).toISOString()
const withMaria = (service_id: string, hour: number) => ({
  service_id,
  trainer_id: 'maria',
  start_time: at(hour),
})

async function bookAll() {
  await addYoga(iron.db, 1)
  const startsAt = Date.UTC(2027, 0, 14, 8)
  await write([
    orm
      .insert(sessions)
      .values(makeSessionRow({ id: 'ses_yoga', serviceId: 'svc_yoga', startsAt, capacity: 1 })),
    orm.update(services).set({ maxParty: 3, capacity: 3 }).where(eq(services.id, ids.training)),
    orm.update(services).set({ approval: 'new_clients' }).where(eq(services.id, ids.assessment)),
  ])
  const made = [
    ['/bookings', { ...withMaria(ids.training, 8), client: client('party'), guests: [{}] }],
    // A request, which waits for its answer.
    ['/bookings', { ...withMaria(ids.assessment, 11), client: client('asks') }],
    ['/bookings/series', { ...withMaria(ids.training, 13), client: client('series'), count: 3 }],
    ['/bookings', { session_id: 'ses_yoga', client: client('yoga') }],
    ['/waitlist', { session_id: 'ses_yoga', client: client('waits') }],
  ] as const
  for (const [path, json] of made) {
    const { status, body } = await api('POST', path, { json })
    expect([path, status, body]).toEqual([path, 201, expect.anything()])
  }
}

const readBookings = async () => (await read([orm.select().from(bookings).orderBy(asc(bookings.id))]))[0]

test('a trainer who leaves takes nothing of what is booked with them', async () => {
  await addPerson(iron, { name: 'olga', role: 'owner' })
  const { userId } = await addPerson(iron, { name: 'tina', role: 'trainer' })
  await write([orm.update(staff).set({ trainerId: ids.maria }).where(eq(staff.userId, userId))])
  const tokenOf = async (id: string) =>
    (await openLogin(iron, { userId: id, kind: 'token', rank: 'staff' })).secret
  const [owner, tina] = [await tokenOf('usr_olga'), await tokenOf(userId)]
  await bookAll()
  const holdSecret = 'the-secret-of-my-browser'
  const kept = await api('POST', '/holds', { json: withMaria(ids.training, 15), holdSecret })
  expect(kept.status).toBe(201)
  const before = await readBookings()
  expect(before.map(({ status }) => status).toSorted()).toEqual([
    ...Array.from({ length: 6 }, () => 'confirmed'),
    'pending',
  ])

  const path = `/staff/${userId}/remove`
  const refused = await api('POST', path, { json: {}, token: owner })
  expect(refused).toMatchObject({ status: 409, body: { code: 'conflict', reason: 'has_bookings' } })
  expect(refused.body['errors']).toHaveLength(6)
  const json = { to_trainer_id: 'ivan' }
  const preview = await api('POST', `/trainers/${ids.maria}/reassign/preview`, { json, token: owner })
  expect(preview.body).toMatchObject({ moved: { length: 6 }, left: [] })
  expect(await readBookings()).toEqual(before)

  const gone = await api('POST', path, { json: { reassign_to: 'ivan' }, token: owner })
  expect(gone).toMatchObject({ status: 200, body: { reassigned: { moved: { length: 6 }, left: [] } } })

  // Everything is as it was, but for who gives it.
  const agreed = ({
    id,
    clientId,
    status,
    startsAt,
    endsAt,
    priceMinor,
    partyId,
    seriesId,
  }: (typeof before)[0]) => ({ id, clientId, status, startsAt, endsAt, priceMinor, partyId, seriesId })
  const after = await readBookings()
  expect(after.map(agreed)).toEqual(before.map(agreed))
  expect(new Set(after.map(({ trainerId }) => trainerId))).toEqual(new Set([ids.ivan]))
  const [[session], [trainer]] = await read([
    orm.select().from(sessions).where(eq(sessions.id, 'ses_yoga')),
    orm.select().from(trainers).where(eq(trainers.id, ids.maria)),
  ])
  expect([session?.trainerId, trainer?.isBookable]).toEqual([ids.ivan, false])
  const line = await api('GET', '/waitlist?session_id=ses_yoga', { token: owner })
  expect(line.body).toMatchObject({ data: [{ status: 'waiting', position: 1 }] })

  expect((await api('GET', '/users/me', { token: tina })).status).toBe(401)
  const holdId = String(kept.body['id'])
  const late = {
    ...withMaria(ids.training, 15),
    client: client('late'),
    hold: { id: holdId, secret: holdSecret },
  }
  expect((await api('POST', '/bookings', { json: late })).status).toBe(404)
  const asked = after.find(({ status }) => status === 'pending')
  expect(await api('POST', `/bookings/${asked?.id}/confirm`, { json: {}, token: owner })).toMatchObject({
    status: 200,
    body: { status: 'confirmed', trainer_id: ids.ivan },
  })
  expect(session?.startsAt).toBe(Date.UTC(2027, 0, 14, 8))
  expect((session?.endsAt ?? 0) - (session?.startsAt ?? 0)).toBe(hours(1))
})
