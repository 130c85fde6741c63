import { asc, eq } from 'drizzle-orm'
import {
  availabilityRules,
  locations,
  services,
  serviceTrainers,
  settings,
  trainers,
  type LocationRow,
  type ServiceRow,
  type SettingsRow,
  type TrainerRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

export type { Locale, LocalizedText, Theme } from '../../db/tenant/schema/index.ts'
export { locales } from '../../db/tenant/schema/index.ts'

export type Studio = Omit<SettingsRow, 'id' | 'updatedAt'>
export type Location = Omit<LocationRow, 'position'>
export type WeeklyHours = {
  weekday: number
  startMinute: number
  endMinute: number
  validFromOn: string | null
  validToOn: string | null
}
export type Trainer = Omit<TrainerRow, 'position' | 'createdAt'> & {
  serviceIds: string[]
  /** Local wall time in the zone of the trainer's location. */
  weeklyHours: WeeklyHours[]
}
export type Service = Omit<ServiceRow, 'position' | 'createdAt' | 'status'> & { trainerIds: string[] }

/** What a studio shows the world: who it is, where, who works there and what can be booked, in the studio's order. */
export type Catalogue = {
  studio: Studio
  /** The first is the main one. */
  locations: Location[]
  /** Those who take bookings. */
  trainers: Trainer[]
  /** Those on sale, each with the trainers who give it. */
  services: Service[]
}

const remembered = new WeakMap<TenantContext, Promise<Catalogue>>()
const lastKnown = new Map<string, Studio>()
const LAST_KNOWN_LIMIT = 1_000

/**
 * Reads the studio's catalogue: one round trip, remembered for the request.
 *
 * @throws DatabaseError; AppError `unavailable` for a studio without settings, which provisioning never leaves behind.
 */
export function getCatalogue(ctx: TenantContext): Promise<Catalogue> {
  const known = remembered.get(ctx)
  if (known) return known
  const reading = readCatalogue(ctx)
  remembered.set(ctx, reading)
  return reading
}

/** The studio as this process last read it, so that an error page keeps its look while the database is away. */
export function lastKnownStudio(tenantId: string): Studio | undefined {
  return lastKnown.get(tenantId)
}

async function readCatalogue({ db, tenant }: TenantContext): Promise<Catalogue> {
  const [studios, places, people, offers, gives, hours] = await db.read([
    db.orm.select().from(settings),
    db.orm.select().from(locations).orderBy(asc(locations.position)),
    db.orm.select().from(trainers).where(eq(trainers.isBookable, true)).orderBy(asc(trainers.position)),
    db.orm.select().from(services).where(eq(services.status, 'active')).orderBy(asc(services.position)),
    db.orm.select().from(serviceTrainers),
    db.orm
      .select()
      .from(availabilityRules)
      .orderBy(asc(availabilityRules.weekday), asc(availabilityRules.startMinute)),
  ])
  const [row] = studios
  if (!row) throw new AppError('unavailable', 'This studio is not set up yet.')
  const { id: _id, updatedAt: _updatedAt, ...studio } = row
  remember(tenant.id, studio)

  const bookable = new Set(people.map(({ id }) => id))
  const onSale = new Set(offers.map(({ id }) => id))
  const pairs = gives.filter((pair) => bookable.has(pair.trainerId) && onSale.has(pair.serviceId))
  // In the trainers' own order, which is the order they are shown in.
  const trainersOf = (serviceId: string) =>
    people
      .map(({ id }) => id)
      .filter((id) => pairs.some((pair) => pair.serviceId === serviceId && pair.trainerId === id))
  return {
    studio,
    locations: places.map(({ position: _position, ...place }) => place),
    trainers: people.map(({ position: _position, createdAt: _createdAt, ...person }) => ({
      ...person,
      serviceIds: pairs.filter((pair) => pair.trainerId === person.id).map((pair) => pair.serviceId),
      weeklyHours: hours
        .filter((rule) => rule.trainerId === person.id)
        .map(({ id: _ruleId, trainerId: _trainerId, ...rule }) => rule),
    })),
    services: offers.map(({ position: _position, createdAt: _createdAt, status: _status, ...offer }) => ({
      ...offer,
      trainerIds: trainersOf(offer.id),
    })),
  }
}

function remember(tenantId: string, studio: Studio): void {
  lastKnown.delete(tenantId)
  lastKnown.set(tenantId, studio)
  const [oldest] = lastKnown.keys()
  if (lastKnown.size > LAST_KNOWN_LIMIT && oldest !== undefined) lastKnown.delete(oldest)
}
