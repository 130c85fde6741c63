import { afterAll, expect, test, vi } from 'vitest'
import { resources } from '../../db/tenant/schema/index.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, db } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const room = { id: 'res_room', locationId: ids.location, kind: 'room', name: { en: 'Room' } } as const
await db.write([db.orm.insert(resources).values({ ...room, pool: 'rooms', units: 2 })])

const eur = (amount_minor: number) => ({ amount_minor, currency: 'EUR' })
const good = { slug: 'massage', name: 'Massage', duration_minutes: 60, price: eur(5000) }

test.each([
  [{ slug: 'Big One' }, 'slug'],
  [{ slug: 'a\u0000' }, 'slug'],
  [{ name: '' }, 'name'],
  [{ name: { en: 'A\u0000b' } }, 'name'],
  [{ name: '\ud800' }, 'name'],
  [{ name: { de: 'Massage' } }, 'name'],
  [{ duration_minutes: 0 }, 'duration_minutes'],
  [{ duration_minutes: 721 }, 'duration_minutes'],
  [{ duration_choices: [0] }, 'duration_choices.0'],
  [{ interval_minutes: 0 }, 'interval_minutes'],
  [{ interval_minutes: 30, offset_minutes: 30 }, 'offset_minutes'],
  [{ buffer_after_minutes: 241 }, 'buffer_after_minutes'],
  [{ min_notice_minutes: 60, join_notice_minutes: 61 }, 'join_notice_minutes'],
  [{ window_kind: 'range' }, 'window_from_on'],
  [{ window_kind: 'range', window_from_on: '2027-02-30', window_to_on: '2027-03-01' }, 'window_from_on'],
  [{ window_kind: 'range', window_from_on: '2027-03-02', window_to_on: '2027-03-01' }, 'window_to_on'],
  [{ opens_at: '8' }, 'opens_at'],
  [{ opens_at: '24:30' }, 'opens_at'],
  [{ capacity: 5, online_capacity: 6 }, 'online_capacity'],
  [{ capacity: 0 }, 'capacity'],
  [{ price: eur(-1) }, 'price.amount_minor'],
  [{ price: { amount_minor: 100, currency: 'USD' } }, 'price.currency'],
  [{ trainers: [{ trainer_id: 'nobody' }] }, 'trainers.0.trainer_id'],
  [{ trainers: [{ trainer_id: 'maria' }, { trainer_id: ids.maria }] }, 'trainers.1.trainer_id'],
  [
    { trainers: [{ trainer_id: 'maria', price: { amount_minor: 1, currency: 'BGN' } }] },
    'trainers.0.price.currency',
  ],
  [{ location_ids: ['loc_nowhere'] }, 'location_ids.0'],
  [{ uses: [{ pool: 'pools' }] }, 'uses.0.pool'],
  [{ uses: [{ pool: 'rooms', units: 3 }] }, 'uses.0.units'],
])('%j is refused and names the field', async (change, field) => {
  const { status, body } = await asStaff('POST', '/services', { ...good, ...(change as object) })

  expect(status).toBe(422)
  expect((body.errors as { path: string }[])[0]?.path.replace(/^name\..*/, 'name')).toBe(field)
  expect(body).toMatchObject({ code: 'invalid_input' })
})
