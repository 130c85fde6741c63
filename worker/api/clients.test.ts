import { afterAll, expect, test, vi } from 'vitest'
import { policies } from '../../db/tenant/schema/index.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger, db } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const ana = { first_name: 'Ана', last_name: 'Илиева', email: 'ana@example.test' }

function book(start_time: string, client: object = ana) {
  const booking = { service_id: ids.assessment, trainer_id: ids.ivan, start_time, client }
  return asVisitor('POST', '/bookings', booking)
}

async function makeGroup(changes: object = {}) {
  const { status, body } = await asStaff('POST', '/client-groups', { name: 'Short-term', ...changes })
  expect(status).toBe(201)
  return { ...body, id: String(body.id) }
}

async function makeClient(changes: object) {
  const { status, body } = await asStaff('POST', '/clients', { ...ana, ...changes })
  expect(status).toBe(201)
  return { ...body, id: String(body.id) }
}

const namesOf = (body: Record<string, unknown>) =>
  (body.data as { first_name: string }[]).map(({ first_name }) => first_name)

test('a group books in its own window, its clients and nobody else', async () => {
  const oneDay = { window_kind: 'calendar_days', window_days: 1 }
  const group = await makeGroup({ windows: [{ service_id: 'assessment', ...oneDay }] })
  const window = {
    ...oneDay,
    service_id: ids.assessment,
    opens_at: '00:00',
    window_from_on: null,
    window_to_on: null,
  }
  expect(group).toEqual({
    id: expect.stringMatching(/^grp_/),
    name: { bg: 'Short-term' },
    members: 0,
    windows: [window],
  })
  const client = await makeClient({ client_group_id: group.id })
  expect(client).toMatchObject({ ...ana, id: expect.stringMatching(/^cli_/), locale: 'bg', phone: null })

  expect((await book('2027-01-06T08:00:00Z')).status).toBe(422)
  expect((await book('2027-01-06T08:00:00Z', { ...ana, email: 'else@example.test' })).status).toBe(201)
  expect((await book('2027-01-05T08:00:00Z')).status).toBe(201)
  expect((await asStaff('GET', `/client-groups/${group.id}`)).body).toEqual({ ...group, members: 1 })

  const change = { name: { en: 'Short' }, windows: [{ ...window, window_days: 2 }] }
  const changed = await asStaff('PATCH', `/client-groups/${group.id}`, change)
  expect(changed).toMatchObject({ status: 200, body: { ...change, id: group.id, members: 1 } })
  expect((await book('2027-01-06T11:00:00Z')).status).toBe(201)

  expect((await asStaff('PATCH', `/clients/${client.id}`, { client_group_id: null })).body).toEqual({
    ...client,
    client_group_id: null,
  })
  expect((await book('2027-01-08T08:00:00Z')).status).toBe(201)
})

test('a group is dissolved, its clients stay', async () => {
  const group = await makeGroup({ windows: [{}] })
  const { id } = await makeClient({ email: 'boris@example.test', client_group_id: group.id })

  expect((await asStaff('DELETE', `/client-groups/${group.id}`)).status).toBe(204)
  expect((await asStaff('GET', `/client-groups/${group.id}`)).status).toBe(404)
  expect((await asStaff('GET', `/clients/${id}`)).body).toMatchObject({ client_group_id: null })
})

test('a group that rules are for stays', async () => {
  const limited = await makeGroup()
  const limit = { subject: 'client', period: 'day', max_bookings: 9, client_group_id: limited.id }
  expect((await asStaff('POST', '/booking-limits', limit)).status).toBe(201)
  const governed = await makeGroup()
  await db.write([
    db.orm.insert(policies).values({
      id: 'pol_group',
      name: 'Short',
      position: 1,
      clientGroupIds: [governed.id],
      version: 1,
    }),
  ])

  for (const { id } of [limited, governed]) {
    expect(await asStaff('DELETE', `/client-groups/${id}`)).toMatchObject({
      status: 409,
      body: { code: 'conflict', reason: 'in_use' },
    })
    expect((await asStaff('GET', `/client-groups/${id}`)).status).toBe(200)
  }
})

test('clients are found by what is known of them, in pages by name', async () => {
  const group = await makeGroup()
  for (const [first_name, last_name, phone] of [
    ['Зоя', 'Тестова', '+359888111222'],
    ['Яна', 'Тестова', null],
    ['Ива', 'Пробева', null],
  ]) {
    const email = `${first_name === 'Зоя' ? 'zoya' : first_name === 'Яна' ? 'yana' : 'iva'}@found.test`
    await makeClient({ first_name, last_name, phone, email, client_group_id: group.id })
  }
  const find = async (query: string) => namesOf((await asStaff('GET', `/clients?${query}`)).body)

  expect(await find('search=тестова')).toEqual(['Зоя', 'Яна'])
  expect(await find('search=ЯНА тест')).toEqual(['Яна'])
  expect(await find('search=found.test')).toEqual(['Ива', 'Зоя', 'Яна'])
  expect(await find('search=888111')).toEqual(['Зоя'])
  expect(await find('search=%25')).toEqual([])
  expect(await find(`client_group_id=${group.id}`)).toEqual(['Ива', 'Зоя', 'Яна'])

  const query = `/clients?client_group_id=${group.id}&limit=2`
  const first = await asStaff('GET', query)
  const second = await asStaff('GET', `${query}&cursor=${String(first.body.next_cursor)}`)
  expect([...namesOf(first.body), ...namesOf(second.body)]).toEqual(['Ива', 'Зоя', 'Яна'])
  expect(second.body.next_cursor).toBeNull()
})

test('one address is one client', async () => {
  await makeClient({ email: 'one@example.test' })
  expect(await asStaff('POST', '/clients', { ...ana, email: 'ONE@example.test' })).toMatchObject({
    status: 409,
    body: { code: 'conflict', reason: 'email_taken' },
  })
})

test.each([
  ['/clients', { ...ana, email: 'no' }, 'email'],
  ['/clients', { ...ana, email: 'a@example.test', first_name: 'A\u0000' }, 'first_name'],
  ['/clients', { ...ana, email: 'b@example.test', client_group_id: 'grp_none' }, 'client_group_id'],
  ['/client-groups', { name: '' }, 'name'],
  ['/client-groups', { name: 'A\u0000' }, 'name'],
  ['/client-groups', { name: 'A', windows: [{ service_id: 'none' }] }, 'windows.0.service_id'],
  ['/client-groups', { name: 'A', windows: [{}, { service_id: null }] }, 'windows.1.service_id'],
  ['/client-groups', { name: 'A', windows: [{ window_days: -1 }] }, 'windows.0.window_days'],
  ['/client-groups', { name: 'A', windows: [{ window_kind: 'range' }] }, 'windows.0.window_from_on'],
])('%s refuses %j and names the field', async (path, json, field) => {
  const { status, body } = await asStaff('POST', path, json)

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'invalid_input', errors: [{ path: field }] })
})

test.each(['nonsense', 'AAAA', '%00'])('a cursor of something else, %s, is refused', async (cursor) => {
  expect(await asStaff('GET', `/clients?cursor=${cursor}`)).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'cursor' }] },
  })
})

test('a client is not put into a group that is not there', async () => {
  const { id } = await makeClient({ email: 'group@example.test' })
  expect(await asStaff('PATCH', `/clients/${id}`, { client_group_id: 'grp_none' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'client_group_id' }] },
  })
})

test.each([
  ['GET', '/clients', undefined],
  ['POST', '/clients', ana],
  ['GET', '/clients/cli_none', undefined],
  ['PATCH', '/clients/cli_none', { client_group_id: null }],
  ['GET', '/client-groups', undefined],
  ['POST', '/client-groups', { name: 'A' }],
  ['GET', '/client-groups/grp_none', undefined],
  ['PATCH', '/client-groups/grp_none', { name: 'A' }],
  ['DELETE', '/client-groups/grp_none', undefined],
])('%s %s is for staff of this studio', async (method, path, json) => {
  for (const ask of [asVisitor, asStranger]) {
    const { status, body } = await ask(method, path, json)
    expect([status, body.code]).toEqual([401, 'unauthorized'])
  }
  if (path.includes('none')) expect((await asStaff(method, path, json)).status).toBe(404)
})
