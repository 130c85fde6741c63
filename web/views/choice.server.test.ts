import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { availabilityRules, locations, serviceTrainers } from '../../db/tenant/schema/index.ts'
import { makePortal } from '../../tests/support/make-portal.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { readTenantBookings } from '../../tests/support/read-tenant-bookings.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { bookAnswer } from './book-answer.server.ts'
import { detailsView } from './details-view.server.ts'
import { timesView } from './times-view.server.ts'

const typed = { firstName: 'Elena', lastName: 'Petrova', email: 'elena@example.test', phone: '', notes: '' }
// Monday 4 January 2027, 10:00 in Sofia.
const START = '20270104T0800Z'

type Asked = { trainer?: string; query?: string; form?: Record<string, string> }

const open = (tenant: TestTenant, { trainer = 'maria', query = '', form }: Asked) =>
  makePortal(tenant, {
    path: `/book/personal-training/${trainer}${query}`,
    params: { service: 'personal-training', trainer, start: START },
    ...(form ? { form: { ...typed, key: 'key-1', ...form } } : {}),
  })

/** Ivan costs 70 where Maria costs 60. */
async function raiseIvan({ ctx: { db } }: TestTenant) {
  const isHis = and(eq(serviceTrainers.trainerId, ids.ivan), eq(serviceTrainers.serviceId, ids.training))
  await db.write([db.orm.update(serviceTrainers).set({ priceMinor: 7000 }).where(isHis)])
}

describe('what a visitor may choose', () => {
  it('says what it costs with whom, and from how much with anybody', async () => {
    const tenant = await makeTenant()
    await raiseIvan(tenant)
    const price = async (trainer: string) =>
      (await detailsView(await open(tenant, { trainer }))).form.terms.price
    expect(await Promise.all(['maria', 'ivan', 'any'].map(price))).toEqual(['€60', '€70', 'from €60'])
  })

  it('offers each length, at its price, all the way to the booking', async () => {
    const tenant = await makeTenant({ studio: { service: { durationChoices: [60, 90] } } })
    const { options } = await timesView(await open(tenant, {}))
    expect(options).toMatchObject([
      {
        answers: [
          { label: '60 min', isCurrent: true, href: '/book/personal-training/maria' },
          { label: '90 min', isCurrent: false, href: '/book/personal-training/maria?minutes=90' },
        ],
      },
    ])
    const { when, form } = await detailsView(await open(tenant, { query: '?minutes=90' }))
    expect([when.times, form.terms.price]).toEqual(['10:00–11:30', '€90'])
    expect(await bookAnswer(await open(tenant, { query: '?minutes=90', form: {} }))).toHaveProperty(
      'location',
    )
    const [row] = await readTenantBookings(tenant)
    expect([(row?.endsAt ?? 0) - (row?.startsAt ?? 0), row?.priceMinor]).toEqual([90 * 60_000, 9000])
  })

  it('offers each place at which it is given, and books it there', async () => {
    const tenant = await makeTenant()
    const { db } = tenant.ctx
    const other = { id: 'loc_park', name: { en: 'Park' }, address: { en: 'By the lake' }, position: 1 }
    const park = { trainerId: ids.maria, locationId: other.id, weekday: 1, startMinute: 540, endMinute: 720 }
    await db.write([
      db.orm.insert(locations).values({ ...other, timeZone: 'Europe/Sofia' }),
      db.orm.delete(availabilityRules).where(eq(availabilityRules.id, `rul_${ids.maria}_1`)),
      db.orm.insert(availabilityRules).values({ id: 'rul_park', ...park }),
    ])
    const { options, day } = await timesView(await open(tenant, { query: '?place=loc_park' }))
    expect(options).toMatchObject([{ answers: [{ label: 'Main hall' }, { label: 'Park', isCurrent: true }] }])
    expect(day.on).toBe('2027-01-04')
    const answer = await bookAnswer(await open(tenant, { query: '?place=loc_park', form: {} }))
    expect(answer).toHaveProperty('location')
    expect(await readTenantBookings(tenant)).toMatchObject([{ locationId: 'loc_park' }])
  })

  it('brings somebody along where that may be, with one row each', async () => {
    const tenant = await makeTenant({ studio: { service: { maxParty: 2 } } })
    const { form } = await detailsView(await open(tenant, {}))
    expect(form.people.map(({ label }) => label)).toEqual(['1 person', '2 people'])
    await bookAnswer(await open(tenant, { form: { people: '2', guests: 'Nina Popova' } }))
    const rows = await readTenantBookings(tenant)
    expect(rows.map(({ attendeeFirstName, guestPosition }) => [attendeeFirstName, guestPosition])).toEqual([
      [null, 0],
      ['Nina', 1],
    ])
  })
})
