import { eq } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { auditLog, availabilityOverrides, sessions } from '../../db/tenant/schema/index.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeSessionRow } from '../testing/make-session-row.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger, db, listSlots, bookAssessment } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const path = '/availability/holidays'
const here = { location_id: ids.location }
type Holiday = { on: string; override_id: string | null; affected_bookings: { id: string }[] }

await asStaff('PATCH', `/locations/${ids.location}`, { holiday_region: 'BG' })

async function list(year = 2027) {
  const { status, body } = await asStaff('GET', `${path}?location_id=${ids.location}&year=${year}`)
  expect(status).toBe(200)
  return body.data as Holiday[]
}

test('holidays are listed with what is booked on them, and close the place for everybody when chosen', async () => {
  const onHoliday = await bookAssessment('2027-03-03T08:00:00Z', ids.ivan)
  await bookAssessment('2027-03-02T08:00:00Z', ids.ivan)
  await db.write([
    db.orm.insert(sessions).values(makeSessionRow({ id: 'ses_may', startsAt: Date.UTC(2027, 4, 24, 15) })),
  ])

  const listed = await list()
  expect(listed).toHaveLength(13)
  expect(listed.find(({ on }) => on === '2027-03-03')).toMatchObject({
    name: 'Ден на Освобождението на България от Османската Империя',
    override_id: null,
    affected_bookings: [{ id: onHoliday, status: 'confirmed' }],
    affected_sessions: [],
  })
  expect(listed.find(({ on }) => on === '2027-05-24')).toMatchObject({
    affected_bookings: [],
    affected_sessions: [{ id: 'ses_may' }],
  })
  expect((await listSlots('2027-03-03', ids.ivan)).length).toBeGreaterThan(0)

  const closed = await asStaff('POST', path, { ...here, dates: ['2027-03-03'] })
  expect(closed.status).toBe(201)
  const [holiday, ...others] = closed.body.data as Holiday[]
  expect(others).toEqual([])
  expect(holiday).toMatchObject({
    on: '2027-03-03',
    override_id: expect.stringMatching(/^ovr_/),
    affected_bookings: [{ id: onHoliday }],
  })
  expect(await listSlots('2027-03-03', ids.ivan)).toEqual([])
  expect(await listSlots('2027-03-03', ids.maria)).toEqual([])
  expect((await asStaff('GET', `/bookings/${onHoliday}`)).body).toMatchObject({ status: 'confirmed' })

  const query = 'from=2027-03-03&to=2027-03-03'
  expect((await asStaff('GET', `/availability/overrides?${query}`)).body.data).toMatchObject([
    {
      id: holiday?.override_id,
      kind: 'closed',
      ...here,
      trainer_id: null,
      reason: 'Ден на Освобождението на България от Османската Империя',
      holiday: 'BG:2027-03-03',
    },
  ])

  expect((await asStaff('DELETE', `/availability/overrides/${holiday?.override_id}`)).status).toBe(204)
  expect((await list()).find(({ on }) => on === '2027-03-03')).toMatchObject({ override_id: null })
  expect((await listSlots('2027-03-03', ids.maria)).length).toBeGreaterThan(0)
})

test('taking the same day over again changes nothing, also twice at once', async () => {
  const body = { ...here, dates: ['2027-09-06', '2027-09-22', '2027-09-06'] }
  await Promise.all([asStaff('POST', path, body), asStaff('POST', path, body)])
  const { body: again } = await asStaff('POST', path, { ...here, dates: ['2027-09-22'] })
  const [rows, audited] = await db.read([
    db.orm.select().from(availabilityOverrides).orderBy(availabilityOverrides.fromOn),
    db.orm.select().from(auditLog).where(eq(auditLog.action, 'availability.closed')),
  ])

  expect(rows.map(({ holiday }) => holiday)).toEqual(['BG:2027-09-06', 'BG:2027-09-22'])
  expect(again.data).toMatchObject([{ override_id: rows[1]?.id }])
  for (const { id, reason } of rows) {
    const entries = audited.filter(({ subjectId }) => subjectId === id)
    expect(entries).toMatchObject([{ reason, actor: expect.stringMatching(/^staff:key_/) }])
  }
})

test.each([
  [{ location_id: 'loc_nowhere' }, 'location_id', 'unknown'],
  [{ dates: [] }, 'dates', 'invalid'],
  [{ dates: ['2027-03-04'] }, 'dates.0', 'no_holiday'],
  [{ dates: ['2027-03-03', '2028-03-03'] }, 'dates.1', 'no_holiday'],
  [{ dates: ['2027-02-30'] }, 'dates.0', 'not_a_date'],
  [{ dates: ['2027-03-03\u0000'] }, 'dates.0', undefined],
  [{ dates: ['2040-03-03'] }, 'year', 'unknown_year'],
])('closing %j is refused and names the field', async (change, field, code) => {
  const { status, body } = await asStaff('POST', path, {
    ...here,
    dates: ['2027-03-03'],
    ...(change as object),
  })

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'invalid_input', errors: [{ path: field }] })
  expect((body.errors as { code?: string }[])[0]?.code).toBe(code)
})

test.each([
  [`location_id=${ids.location}&year=2025`, 'year'],
  [`location_id=${ids.location}&year=2036`, 'year'],
  [`location_id=${ids.location}&year=soon`, 'year'],
  ['location_id=loc_nowhere&year=2027', 'location_id'],
  ['year=2027', 'location_id'],
])('asking for %s is refused and names the field', async (query, field) => {
  const { status, body } = await asStaff('GET', `${path}?${query}`)

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'invalid_input', errors: [{ path: field }] })
})

test.each([
  [null, 'no_region'],
  ['ZZ', 'unknown_region'],
  ['DE-XX', 'unknown_region'],
])('a place of %s says that its holidays are not known', async (holiday_region, code) => {
  const place = { name: 'Beach', address: 'Varna', time_zone: 'Europe/Sofia', holiday_region }
  const { body: location } = await asStaff('POST', '/locations', place)
  const { status, body } = await asStaff('GET', `${path}?location_id=${String(location.id)}&year=2027`)

  expect([status, body.errors]).toMatchObject([422, [{ path: 'location_id', code }]])
})

test.each([
  ['GET', `${path}?location_id=${ids.location}&year=2027`],
  ['POST', path],
])('%s %s is for staff of this studio', async (method, address) => {
  for (const ask of [asVisitor, asStranger]) {
    const { status, body } = await ask(method, address, method === 'POST' ? here : undefined)
    expect([status, body.code]).toEqual([401, 'unauthorized'])
  }
})
