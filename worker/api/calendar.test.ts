import { afterAll, expect, test, vi } from 'vitest'
import { sessions } from '../../db/tenant/schema/index.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeSessionRow } from '../testing/make-session-row.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger, db, bookAssessment } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const day = '/calendar?from=2027-01-12T00:00:00Z&to=2027-01-13T00:00:00Z'

test('shows a day: appointments, classes, who is away, and when it is open', async () => {
  const id = await bookAssessment('2027-01-12T09:00:00Z', ids.maria)
  await db.write([
    db.orm.insert(sessions).values(makeSessionRow({ id: 'ses_day', startsAt: Date.UTC(2027, 0, 12, 14) })),
  ])
  const lunch = { start_time: '2027-01-12T10:00:00Z', end_time: '2027-01-12T11:00:00Z' }
  await asStaff('POST', '/availability/time-off', { trainer_id: 'maria', ...lunch, reason: 'Lunch' })

  const { status, body } = await asStaff('GET', `${day}&trainer_id=maria`)

  expect(status).toBe(200)
  expect(body).toEqual({
    appointments: [
      {
        id,
        service_id: ids.assessment,
        trainer_id: ids.maria,
        location_id: ids.location,
        resource_ids: [],
        start_time: '2027-01-12T09:00:00Z',
        end_time: '2027-01-12T09:30:00Z',
        override_reason: null,
        status: 'confirmed',
        client_name: 'Ana Ilieva',
        heads: 1,
      },
    ],
    sessions: [expect.objectContaining({ id: 'ses_day', status: 'scheduled', booked: 0 })],
    time_off: [expect.objectContaining({ ...lunch, trainer_id: ids.maria, reason: 'Lunch' })],
    opening_hours: [
      { start_time: '2027-01-12T07:00:00Z', end_time: '2027-01-12T10:00:00Z' },
      { start_time: '2027-01-12T11:00:00Z', end_time: '2027-01-12T16:00:00Z' },
    ].map((one) => ({ ...one, trainer_id: ids.maria, location_id: ids.location })),
  })
})

test('says what is wrong with a question', async () => {
  expect(await asStaff('GET', '/calendar?from=today&to=2027-01-13T00:00:00Z')).toMatchObject({ status: 422 })
  expect(await asStaff('GET', '/calendar?from=2027-01-01T00:00:00Z&to=2027-03-01T00:00:00Z')).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'to' }] },
  })
  expect(await asStaff('GET', `${day}&trainer_id=nobody`)).toMatchObject({ status: 404 })
})

test('is for staff of this studio', async () => {
  expect(await asVisitor('GET', day)).toMatchObject({ status: 401 })
  expect(await asStranger('GET', day)).toMatchObject({ status: 401 })
})
