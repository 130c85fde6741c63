import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger, listSlots } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const sunday = { trainer_id: 'maria', weekday: 7, start_time: '10:00', end_time: '14:00' }

test('hours that are added can be booked, change, and go', async () => {
  expect(await listSlots('2027-01-10')).toEqual([])

  const created = await asStaff('POST', '/availability', sunday)
  const id = String(created.body.id)
  expect(created).toMatchObject({
    status: 201,
    body: {
      ...sunday,
      id: expect.stringMatching(/^rul_/),
      trainer_id: ids.maria,
      location_id: null,
      valid_from_on: null,
      valid_to_on: null,
      every_n_weeks: 1,
      anchor_on: null,
    },
  })
  expect((await listSlots('2027-01-10'))[0]).toBe('2027-01-10T08:00:00Z')
  expect((await asStaff('GET', `/availability/${id}`)).body).toEqual(created.body)

  const changed = await asStaff('PATCH', `/availability/${id}`, { start_time: '12:00' })
  expect(changed).toMatchObject({ status: 200, body: { start_time: '12:00', end_time: '14:00', weekday: 7 } })
  expect((await listSlots('2027-01-10'))[0]).toBe('2027-01-10T10:00:00Z')

  expect((await asStaff('DELETE', `/availability/${id}`)).status).toBe(204)
  expect(await listSlots('2027-01-10')).toEqual([])
  expect((await asStaff('GET', `/availability/${id}`)).status).toBe(404)
  expect((await asStaff('DELETE', `/availability/${id}`)).status).toBe(404)
})

test('hours may go past midnight, every other week, for a while', async () => {
  const late = {
    trainer_id: ids.ivan,
    location_id: ids.location,
    weekday: 6,
    start_time: '22:00',
    end_time: '26:00',
    valid_from_on: '2027-01-01',
    valid_to_on: '2027-06-30',
    every_n_weeks: 2,
    anchor_on: '2027-01-09',
  }

  expect(await asStaff('POST', '/availability', late)).toMatchObject({ status: 201, body: late })
})

test('hours of one trainer may overlap', async () => {
  for (const end_time of ['12:00', '13:00']) {
    expect(
      (await asStaff('POST', '/availability', { ...sunday, trainer_id: ids.ivan, end_time })).status,
    ).toBe(201)
  }
})

test('hours are listed by trainer and weekday, in pages', async () => {
  const first = await asStaff('GET', '/availability?trainer_id=maria&limit=2')
  const second = await asStaff(
    'GET',
    `/availability?trainer_id=maria&cursor=${String(first.body.next_cursor)}`,
  )
  const all = [...(first.body.data as Rule[]), ...(second.body.data as Rule[])]

  expect(all.map(({ trainer_id, weekday }) => [trainer_id, weekday])).toEqual(
    [1, 2, 3, 4, 5].map((weekday) => [ids.maria, weekday]),
  )
  expect(second.body.next_cursor).toBeNull()
})
type Rule = { id: string; trainer_id: string; weekday: number }

test('a break is cut out of the hours until it is taken back', async () => {
  const lunch = { trainer_id: 'maria', weekday: 3, start_time: '12:00', end_time: '13:00' }
  const created = await asStaff('POST', '/availability/breaks', lunch)
  expect(created).toMatchObject({ status: 201, body: { ...lunch, trainer_id: ids.maria } })

  const listed = await asStaff('GET', '/availability/breaks?trainer_id=maria')
  expect(listed.body.data).toEqual([created.body])
  expect((await asStaff('GET', '/availability?trainer_id=maria')).body.data).not.toContainEqual(created.body)
  expect(await listSlots('2027-01-06')).not.toContain('2027-01-06T10:00:00Z')

  // It is a break, not hours.
  const id = String(created.body.id)
  expect((await asStaff('DELETE', `/availability/${id}`)).status).toBe(404)
  expect((await asStaff('DELETE', `/availability/breaks/${id}`)).status).toBe(204)
  expect(await listSlots('2027-01-06')).toContain('2027-01-06T10:00:00Z')
})

test.each([
  [{ end_time: '09:00' }, 'end_time'],
  [{ end_time: '10:00' }, 'end_time'],
  [{ end_time: '34:30' }, 'end_time'],
  [{ start_time: '24:00', end_time: '26:00' }, 'start_time'],
  [{ start_time: '9' }, 'start_time'],
  [{ weekday: 0 }, 'weekday'],
  [{ weekday: 8 }, 'weekday'],
  [{ trainer_id: 'nobody' }, 'trainer_id'],
  [{ location_id: 'loc_nowhere' }, 'location_id'],
  [{ valid_from_on: '2027-02-30' }, 'valid_from_on'],
  [{ valid_from_on: '2027-02-02', valid_to_on: '2027-02-01' }, 'valid_to_on'],
  [{ every_n_weeks: 2 }, 'anchor_on'],
  [{ every_n_weeks: 0 }, 'every_n_weeks'],
])('%j is refused and names the field', async (change, field) => {
  const { status, body } = await asStaff('POST', '/availability', { ...sunday, ...(change as object) })

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'invalid_input', errors: [{ path: field }] })
})

test('a change is looked at together with what stays', async () => {
  const { body } = await asStaff('POST', '/availability', sunday)
  const path = `/availability/${String(body.id)}`

  expect(await asStaff('PATCH', path, { end_time: '09:30' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'end_time' }] },
  })
  expect((await asStaff('PATCH', path, {})).body).toEqual(body)
})

test.each([
  ['GET', '/availability'],
  ['POST', '/availability'],
  ['GET', '/availability/rul_trn_maria_1'],
  ['PATCH', '/availability/rul_trn_maria_1'],
  ['DELETE', '/availability/rul_trn_maria_1'],
  ['GET', '/availability/breaks'],
  ['POST', '/availability/breaks'],
  ['DELETE', '/availability/breaks/rul_trn_maria_1'],
])('%s %s is for staff of this studio', async (method, path) => {
  for (const ask of [asVisitor, asStranger]) {
    const { status, body } = await ask(method, path, method === 'GET' ? undefined : {})
    expect([status, body.code]).toEqual([401, 'unauthorized'])
  }
  expect((await asStaff('GET', '/availability/rul_trn_maria_1')).status).toBe(200)
})
