import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const path = '/booking-limits'
const good = { subject: 'client', period: 'day', max_bookings: 1 }

function book(start_time: string, changes: object = {}) {
  const client = { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' }
  const booking = { service_id: ids.assessment, trainer_id: ids.ivan, start_time, client, ...changes }
  return asVisitor('POST', '/bookings', booking)
}

test('a limit is set, holds, is changed, and lifted', async () => {
  const created = await asStaff('POST', path, good)
  const shown = {
    ...good,
    id: expect.stringMatching(/^lim_/),
    trainer_id: null,
    service_id: null,
    client_group_id: null,
    max_minutes: null,
  }
  expect(created).toMatchObject({ status: 201, body: shown })
  const one = `${path}/${String(created.body.id)}`
  expect((await asStaff('GET', one)).body).toEqual(created.body)
  expect((await asStaff('GET', path)).body).toEqual({ data: [created.body], next_cursor: null })

  expect((await book('2027-01-05T08:00:00Z')).status).toBe(201)
  expect((await book('2027-01-05T10:00:00Z')).body).toMatchObject({ reason: 'client_limit' })
  expect((await book('2027-01-06T10:00:00Z')).status).toBe(201)

  const changed = await asStaff('PATCH', one, { max_bookings: 2 })
  expect(changed).toMatchObject({ status: 200, body: { ...shown, max_bookings: 2 } })
  expect((await book('2027-01-05T10:00:00Z')).status).toBe(201)
  expect((await book('2027-01-05T12:00:00Z')).status).not.toBe(201)

  expect((await asStaff('DELETE', one)).status).toBe(204)
  expect((await book('2027-01-05T12:00:00Z')).status).toBe(201)
  expect(await asStaff('DELETE', one)).toMatchObject({ status: 404, body: { code: 'not_found' } })
})

test('a limit of one trainer keeps slots from being offered, another’s stay', async () => {
  const limit = { subject: 'trainer', trainer_id: 'maria', period: 'day', max_minutes: 0 }
  const { body } = await asStaff('POST', path, limit)
  expect(body).toMatchObject({ trainer_id: ids.maria })
  const slotsOf = async (trainer_id: string) => {
    const query = new URLSearchParams({ service_id: ids.assessment, trainer_id, from: '2027-01-07' })
    const answer = await asVisitor('GET', `/availability/available-slots?${query.toString()}&to=2027-01-07`)
    return answer.body.available_slots as string[]
  }

  expect(await slotsOf(ids.maria)).toEqual([])
  expect((await slotsOf(ids.ivan)).length).toBeGreaterThan(0)
  await asStaff('DELETE', `${path}/${String(body.id)}`)
})

test.each([
  [{ subject: 'room' }, 'subject'],
  [{ period: 'month' }, 'period'],
  [{ max_bookings: null }, 'max_bookings'],
  [{ max_bookings: -1 }, 'max_bookings'],
  [{ max_bookings: 1.5 }, 'max_bookings'],
  [{ trainer_id: ids.maria }, 'trainer_id'],
  [{ subject: 'trainer', service_id: ids.training }, 'service_id'],
  [{ subject: 'trainer', period: 'open' }, 'period'],
  [{ subject: 'service', period: 'ever' }, 'period'],
  [{ subject: 'trainer', trainer_id: 'nobody' }, 'trainer_id'],
  [{ service_id: 'svc_none' }, 'service_id'],
  [{ service_id: 'svc\u0000' }, 'service_id'],
  [{ client_group_id: 'grp_none' }, 'client_group_id'],
  [{ subject: 'service', client_group_id: 'grp_none' }, 'client_group_id'],
])('%j is refused and names the field', async (change, field) => {
  const { status, body } = await asStaff('POST', path, { ...good, ...(change as object) })

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'invalid_input', errors: [{ path: field }] })
})

test('a change is looked at together with what stays', async () => {
  const { body } = await asStaff('POST', path, good)
  const one = `${path}/${String(body.id)}`

  expect(await asStaff('PATCH', one, { subject: 'trainer', period: 'ever' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'period' }] },
  })
  expect(await asStaff('PATCH', one, { max_bookings: null })).toMatchObject({ status: 422 })
  expect((await asStaff('PATCH', one, { max_bookings: null, max_minutes: 90 })).status).toBe(200)
})

test.each([
  ['GET', path],
  ['POST', path],
  ['GET', `${path}/lim_none`],
  ['PATCH', `${path}/lim_none`],
  ['DELETE', `${path}/lim_none`],
])('%s %s is for staff of this studio', async (method, address) => {
  const json = method === 'GET' ? undefined : good
  for (const ask of [asVisitor, asStranger]) {
    const { status, body } = await ask(method, address, json)
    expect([status, body.code]).toEqual([401, 'unauthorized'])
  }
  if (address !== path) expect((await asStaff(method, address, json)).status).toBe(404)
})
