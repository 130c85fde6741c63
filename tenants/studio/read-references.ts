import { eq } from 'drizzle-orm'
import {
  availabilityRules,
  clientGroups,
  locations,
  resources,
  services,
  settings,
  trainers,
  type LocationRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { invalidFields } from '../parse-input.ts'

/** Whom and what staff may name, also when it is not on show: each look-up takes an id, or a slug where there is one. */
export type References = Awaited<ReturnType<typeof readReferences>>

/** Reads what there is to point to: one round trip. */
export async function readReferences({ db }: TenantContext) {
  const { orm } = db
  const [studios, people, places, offers, groups, things, rules] = await db.read([
    orm.select({ currency: settings.currency, defaultLocale: settings.defaultLocale }).from(settings),
    orm.select({ id: trainers.id, slug: trainers.slug, locationId: trainers.locationId }).from(trainers),
    orm.select().from(locations).orderBy(locations.position),
    orm.select({ id: services.id, slug: services.slug }).from(services),
    orm.select({ id: clientGroups.id }).from(clientGroups),
    orm
      .select({ pool: resources.pool, units: resources.units })
      .from(resources)
      .where(eq(resources.status, 'active')),
    orm
      .selectDistinct({ trainerId: availabilityRules.trainerId, locationId: availabilityRules.locationId })
      .from(availabilityRules),
  ])
  const [studio] = studios
  if (!studio) throw new AppError('unavailable', 'This studio is not set up yet.')
  return {
    studio,
    locations: places,
    trainerIds: people.map(({ id }) => id),
    /** @throws AppError `invalid_input` naming `path`, as the other look-ups. */
    trainer: (idOrSlug: string, path = 'trainerId') => find(people, idOrSlug, { path, what: 'trainer' }),
    location: (id: string, path = 'locationId') => find(places, id, { path, what: 'place' }),
    service: (idOrSlug: string, path = 'serviceId') => find(offers, idOrSlug, { path, what: 'service' }),
    clientGroup: (id: string, path = 'clientGroupId') => find(groups, id, { path, what: 'group of clients' }),
    /** The units of the largest resource in a pool; 0 when there is none. */
    largestOf: (pool: string) =>
      Math.max(0, ...things.filter((one) => one.pool === pool).map(({ units }) => units)),
    /** Whether the trainer has hours there, or it is the trainer's main place. */
    worksAt: (trainer: { id: string; locationId: string }, locationId: string) =>
      trainer.locationId === locationId ||
      rules.some((rule) => rule.trainerId === trainer.id && rule.locationId === locationId),
    /** The zone of a place that is known to be there. */
    timeZoneOf: (locationId: string) => zoneOf(places, locationId),
  }
}

function find<Row extends { id: string; slug?: string }>(
  rows: readonly Row[],
  idOrSlug: string,
  { path, what }: { path: string; what: string },
): Row {
  const row = rows.find(({ id, slug }) => id === idOrSlug || slug === idOrSlug)
  if (row) return row
  throw invalidFields([{ path, message: `There is no such ${what}.`, code: 'unknown' }])
}

function zoneOf(places: readonly LocationRow[], locationId: string): string {
  return find(places, locationId, { path: 'locationId', what: 'place' }).timeZone
}
