import { asc, eq } from 'drizzle-orm'
import {
  availabilityRules,
  bookingLimits,
  groupWindows,
  legalPages,
  locations,
  policies,
  resources,
  serviceLocations,
  serviceResources,
  services,
  serviceTrainers,
  settings,
  trainers,
  type AvailabilityRuleRow,
  type BookingLimitRow,
  type GroupWindowRow,
  type LegalPageRow,
  type LocationRow,
  type PolicyRow,
  type PolicyVersionRow,
  type ResourceRow,
  type ServiceResourceRow,
  type ServiceRow,
  type SettingsRow,
  type TrainerRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { selectPolicies } from '../policies/read-policies.ts'
import { selectSmsSender } from '../sms/select-sms-sender.ts'
import { selectShown } from '../uploads/picture-in-use.ts'
import { toPicture, type Picture } from '../uploads/picture.ts'

export type { Locale, LocalizedText, SiteSection, Theme } from '../../db/tenant/schema/index.ts'
export { locales } from '../../db/tenant/schema/index.ts'

export type Studio = Omit<SettingsRow, 'id' | 'updatedAt'>
export type Location = Omit<LocationRow, 'position'>
export type Resource = Omit<ResourceRow, 'position' | 'status'>
/** Weekly hours or breaks at one place, wall time in its zone. */
export type WeeklyHours = Omit<AvailabilityRuleRow, 'id' | 'trainerId' | 'locationId'> & {
  locationId: string
}
export type Trainer = Omit<TrainerRow, 'position' | 'createdAt'> & {
  serviceIds: string[]
  /** Where the trainer works: the main place first. */
  locationIds: string[]
  weeklyHours: WeeklyHours[]
}
export type Service = Omit<ServiceRow, 'position' | 'createdAt' | 'status'> & {
  trainerIds: string[]
  /** What differs with a trainer. */
  trainerTerms: Record<string, { priceMinor: number; durationMinutes: number }>
  /** Empty: wherever its trainers work. */
  locationIds: string[]
  /** What it needs besides its trainer. */
  uses: Omit<ServiceResourceRow, 'serviceId'>[]
}
/** A policy in the words of its current version. */
export type Policy = Omit<PolicyRow, 'status' | 'position'> & Pick<PolicyVersionRow, 'rules' | 'text'>

/** What a studio shows the world: who it is, where, who works there and what can be booked, in the studio's order. */
export type Catalogue = {
  studio: Studio
  /** The first is the main one. */
  locations: Location[]
  /** Those who take bookings. */
  trainers: Trainer[]
  /** Those on sale, each with the trainers who give it. */
  services: Service[]
  /** Those that were: classes and bookings of them there still are, and only staff see them. */
  archivedServices: Service[]
  /** Those in use, in their order. */
  resources: Resource[]
  /** The first that fits a booking is its policy. */
  policies: Policy[]
  limits: BookingLimitRow[]
  groupWindows: GroupWindowRow[]
  /** What the site shows, by id. */
  pictures: Map<string, Picture>
  /** From whom its text messages come; null while it sends none. */
  smsSender: string | null
  /** The studio's own pages, in its order. */
  legalPages: Pick<LegalPageRow, 'slug' | 'title'>[]
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

/** Has whoever asks in this context be shown this one, which may be another than is kept. */
export function showCatalogue(ctx: TenantContext, catalogue: Catalogue): void {
  remembered.set(ctx, Promise.resolve(catalogue))
}

/** Has the next one who asks read it anew, for whoever wrote what it shows. */
export function forgetCatalogue(ctx: TenantContext): void {
  remembered.delete(ctx)
}

/** The studio as this process last read it, so that an error page keeps its look while the database is away. */
export function lastKnownStudio(tenantId: string): Studio | undefined {
  return lastKnown.get(tenantId)
}

async function readCatalogue({ db, tenant }: TenantContext): Promise<Catalogue> {
  const [
    studios,
    places,
    people,
    offers,
    gives,
    hours,
    given,
    needs,
    things,
    terms,
    limits,
    windows,
    ...site
  ] = await db.read([
    db.orm.select().from(settings),
    db.orm.select().from(locations).orderBy(asc(locations.position)),
    db.orm.select().from(trainers).where(eq(trainers.isBookable, true)).orderBy(asc(trainers.position)),
    db.orm.select().from(services).orderBy(asc(services.position)),
    db.orm.select().from(serviceTrainers),
    db.orm
      .select()
      .from(availabilityRules)
      .orderBy(asc(availabilityRules.weekday), asc(availabilityRules.startMinute)),
    db.orm.select().from(serviceLocations),
    db.orm.select().from(serviceResources),
    db.orm.select().from(resources).where(eq(resources.status, 'active')).orderBy(asc(resources.position)),
    selectPolicies({ db }, eq(policies.status, 'active')),
    db.orm.select().from(bookingLimits),
    db.orm.select().from(groupWindows),
    selectShown(db),
    db.orm
      .select({ slug: legalPages.slug, title: legalPages.title })
      .from(legalPages)
      .orderBy(asc(legalPages.position), asc(legalPages.slug)),
    selectSmsSender(db),
  ])
  const [shown, pages, senders] = site
  const [row] = studios
  if (!row) throw new AppError('unavailable', 'This studio is not set up yet.')
  const { id: _id, updatedAt: _updatedAt, ...studio } = row
  remember(tenant.id, studio)

  const onSale = new Set(offers.filter(({ status }) => status === 'active').map(({ id }) => id))
  const pairs = inOrderOf(people, gives)
  // Each looked up once: a large studio has thousands of pairs.
  const byTrainer = Map.groupBy(
    pairs.filter(({ serviceId }) => onSale.has(serviceId)),
    ({ trainerId }) => trainerId,
  )
  const byService = Map.groupBy(pairs, ({ serviceId }) => serviceId)
  const hoursOf = Map.groupBy(hours, ({ trainerId }) => trainerId)
  const placesOf = Map.groupBy(given, ({ serviceId }) => serviceId)
  const needsOf = Map.groupBy(needs, ({ serviceId }) => serviceId)
  const all = offers.map((offer) => ({
    ...toService(offer, byService.get(offer.id) ?? []),
    locationIds: (placesOf.get(offer.id) ?? []).map(({ locationId }) => locationId),
    uses: (needsOf.get(offer.id) ?? []).map(({ serviceId: _id, ...use }) => use),
  }))
  const catalogue: Catalogue = {
    studio,
    locations: places.map(({ position: _position, ...place }) => place),
    trainers: people.map((person) =>
      toTrainer(person, { pairs: byTrainer.get(person.id) ?? [], hours: hoursOf.get(person.id) ?? [] }),
    ),
    services: all.filter(({ id }) => onSale.has(id)),
    archivedServices: all.filter(({ id }) => !onSale.has(id)),
    resources: things.map(({ position: _position, status: _status, ...thing }) => thing),
    policies: terms.map(({ policy: { status: _status, position: _position, ...policy }, version }) => {
      return { ...policy, rules: version.rules, text: version.text }
    }),
    limits,
    groupWindows: windows,
    pictures: new Map(shown.map((picture) => [picture.id, toPicture(picture)])),
    smsSender: senders[0]?.sender ?? null,
    legalPages: pages,
  }
  return catalogue
}

type Pairs = (typeof serviceTrainers.$inferSelect)[]

/** The pairs of these trainers, in their order, which is the order they are shown in. */
function inOrderOf(people: readonly TrainerRow[], pairs: Pairs): Pairs {
  const places = new Map(people.map(({ id }, index) => [id, index]))
  const placeOf = ({ trainerId }: Pairs[number]) => places.get(trainerId) ?? 0
  return pairs.filter(({ trainerId }) => places.has(trainerId)).toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** With its own pairs and hours. */
function toTrainer(
  { position: _position, createdAt: _createdAt, ...person }: TrainerRow,
  { pairs, hours }: { pairs: Pairs; hours: AvailabilityRuleRow[] },
): Trainer {
  const own = hours.map(({ id: _id, trainerId: _trainerId, ...rule }) => rule)
  const openAt = own
    .filter(({ kind }) => kind === 'open')
    .map(({ locationId }) => locationId ?? person.locationId)
  const locationIds = [...new Set([person.locationId, ...openAt])]
  const weeklyHours = own.flatMap((rule): WeeklyHours[] => {
    const places = rule.kind === 'break' ? locationIds : [person.locationId]
    return (rule.locationId === null ? places : [rule.locationId]).map((locationId) => ({
      ...rule,
      locationId,
    }))
  })
  return {
    ...person,
    serviceIds: pairs.map(({ serviceId }) => serviceId),
    locationIds,
    weeklyHours,
  }
}

/** With its own pairs, in the order of its trainers. */
function toService(
  { position: _position, createdAt: _createdAt, status: _status, ...offer }: ServiceRow,
  pairs: Pairs,
): Omit<Service, 'locationIds' | 'uses'> {
  const trainerTerms = pairs.map(({ trainerId, priceMinor, durationMinutes }) => [
    trainerId,
    { priceMinor: priceMinor ?? offer.priceMinor, durationMinutes: durationMinutes ?? offer.durationMinutes },
  ])
  return {
    ...offer,
    trainerTerms: Object.fromEntries(trainerTerms),
    trainerIds: pairs.map(({ trainerId }) => trainerId),
  }
}

function remember(tenantId: string, studio: Studio): void {
  lastKnown.delete(tenantId)
  lastKnown.set(tenantId, studio)
  const [oldest] = lastKnown.keys()
  if (lastKnown.size > LAST_KNOWN_LIMIT && oldest !== undefined) lastKnown.delete(oldest)
}
