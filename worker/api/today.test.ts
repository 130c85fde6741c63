import { afterAll, expect, test, vi } from 'vitest'
import { bookings, sessions } from '../../db/tenant/schema/index.ts'
import { hours } from '../../tenants/durations.ts'
import { makeSessionRow } from '../testing/make-session-row.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, db, fleet } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

test('the day of the studio has its classes with who comes, in the API’s words', async () => {
  const startsAt = fleet.clock.now() + hours(3)
  await db.write([db.orm.insert(sessions).values(makeSessionRow({ id: 'ses_1', startsAt, capacity: 4 }))])
  const client = { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' }
  const { body: booking } = await asVisitor('POST', '/bookings', { session_id: 'ses_1', client })
  const { status, body } = await asStaff('GET', '/today')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    trainer_id: null,
    entries: [
      {
        kind: 'session',
        id: 'ses_1',
        start_time: new Date(startsAt).toISOString().replace('.000', ''),
        places: { capacity: 4, booked: 1, waiting: 0 },
        people: [{ booking_id: booking['id'], status: 'confirmed', marks: { is_first_visit: true } }],
      },
    ],
    changes: [{ kind: 'booked', actor: 'api', first_name: 'Ana', count: 1 }],
    numbers: { booked: 1, booked_last_week: 0, came_in: 0, places_left: 3 },
  })
})

test('a request is there with until when it waits', async () => {
  const client = { first_name: 'Bo', last_name: 'Ilieva', email: 'bo@example.test' }
  await asVisitor('POST', '/bookings', { session_id: 'ses_1', client })
  const expiresAt = fleet.clock.now() + hours(1)
  await db.write([db.orm.update(bookings).set({ status: 'pending', expiresAt })])
  const { body } = await asStaff('GET', '/today')
  expect(body['requests']).toHaveLength(2)
})

test('a trainer whom nobody knows has no day', async () => {
  expect(await asStaff('GET', '/today?trainer_id=trn_none')).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  })
})
