import { eq } from 'drizzle-orm'
import { tenants } from '../../db/registry/schema/index.ts'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import * as schema from '../../db/tenant/schema/index.ts'
import { addDays, localDateAt, toInstant } from '../../tenants/availability/local-time.ts'
import { hours } from '../../tenants/durations.ts'
import { provisionTenant } from '../../tenants/fleet/provision-tenant.ts'
import { makeNewTenant } from './make-fleet.ts'
import { proxyUrl, type TestSystem } from './start-test-system.ts'
import { studioRows } from './studio-rows.ts'

export type RushStudio = {
  tenantId: string
  host: string
  trainerIds: string[]
  /** Ten hourly starts, 8:00 to 17:00 in Sofia, a week from today. */
  starts: number[]
  serviceId: string
  serviceSlug: string
  /** An hour and a half, every half hour. */
  longServiceId: string
  trainerSlugs: string[]
  readBookings: () => Promise<schema.BookingRow[]>
}

const TRAINERS = 6

/** A studio whose six trainers have ten places each on one day: an hour every hour, nothing in between. */
export async function makeRushStudio(system: TestSystem, slug = 'rush'): Promise<RushStudio> {
  const { fleet, proxy } = system
  const studio = makeNewTenant(slug, { ownDomains: [] })
  await provisionTenant(fleet, studio)
  const db = await system.openTenant(studio.id)
  const trainers = await fillStudio(db, slug)
  const url = proxyUrl(proxy, await databaseUrlOf(fleet.registry, studio.id))
  await fleet.registry.write([
    fleet.registry.orm.update(tenants).set({ databaseUrl: url }).where(eq(tenants.id, studio.id)),
  ])
  const on = addDays(localDateAt('Europe/Sofia', Date.now()), 7)
  const opening = toInstant('Europe/Sofia', { on, minuteOfDay: 8 * 60 })
  return {
    tenantId: studio.id,
    host: `${slug}.localhost`,
    trainerIds: trainers.map(({ id }) => id),
    trainerSlugs: trainers.map((trainer) => trainer.slug),
    starts: Array.from({ length: 10 }, (_, n) => opening + hours(n)),
    serviceId: `svc_${slug}`,
    serviceSlug: 'hour',
    longServiceId: `svc_${slug}_long`,
    async readBookings() {
      const [rows] = await db.read([db.orm.select().from(schema.bookings)])
      return rows
    },
  }
}

async function databaseUrlOf({ orm, read }: TestSystem['fleet']['registry'], id: string): Promise<string> {
  const [[row]] = await read([orm.select().from(tenants).where(eq(tenants.id, id))])
  if (!row) throw new Error('the studio was not made')
  return row.databaseUrl
}

async function fillStudio({ orm, write }: TenantDatabase, slug: string) {
  const rows = studioRows({})
  const [place] = rows.locations
  const [person] = rows.trainers
  const [offer] = rows.services
  if (!place || !person || !offer) throw new Error('the fixture is empty')
  const trainers = Array.from({ length: TRAINERS }, (_, n) => ({
    ...person,
    id: `trn_${slug}_${n}`,
    slug: `trainer-${n}`,
    position: n,
  }))
  const service = { ...offer, id: `svc_${slug}`, slug: 'hour', intervalMinutes: 60, bufferAfterMinutes: 0 }
  const long = { ...service, id: `svc_${slug}_long`, slug: 'long', durationMinutes: 90, intervalMinutes: 30 }
  const weekdays = [1, 2, 3, 4, 5, 6, 7]
  await write([
    orm.insert(schema.locations).values(place),
    orm.insert(schema.trainers).values(trainers),
    orm.insert(schema.services).values([service, long]),
    orm
      .insert(schema.serviceTrainers)
      .values(
        [service, long].flatMap((one) => trainers.map(({ id }) => ({ serviceId: one.id, trainerId: id }))),
      ),
    orm.insert(schema.availabilityRules).values(
      trainers.flatMap(({ id }) =>
        weekdays.map((weekday) => ({
          id: `rul_${id}_${weekday}`,
          trainerId: id,
          weekday,
          startMinute: 8 * 60,
          endMinute: 18 * 60,
        })),
      ),
    ),
  ])
  return trainers
}
