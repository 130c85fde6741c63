import { sql } from 'drizzle-orm'
import type { TenantDatabase } from '../db/tenant/open-tenant-database.ts'
import * as schema from '../db/tenant/schema/index.ts'
import type { System } from '../scripts/local/start-system.ts'
import type { NewTenant } from '../tenants/fleet/create/new-tenant.ts'
import { provisionTenant } from '../tenants/fleet/provision-tenant.ts'
import { days, hours } from '../tenants/durations.ts'
import { indexClients } from '../tenants/clients/index-clients.ts'
import { makeId } from '../tenants/ids.ts'
import { studioRows } from '../tests/support/studio-rows.ts'

export type BenchStudio = { tenantId: string; host: string; trainerIds: string[] }

type StudioSize = {
  slug: string
  trainers: number
  bookings?: number
  /** How often each client came; ten times unless told otherwise. */
  bookingsPerClient?: number
  /** All of them are over; else they reach as far ahead as one can book. */
  isPast?: boolean
}

/** The one service: an hour, every half hour, up to 60 days ahead. */
export const SERVICE_ID = 'svc_hour'
export const TIME_ZONE = 'Europe/Sofia'

/** Hours of the day in UTC at which all studios are open, summer and winter, and which no booking of ours takes. */
export const freeHours = [15, 16, 17]
const FIRST_BOOKED_HOUR = 6
const BOOKED_HOURS = 8
const BOOKED_DAYS_AHEAD = 60
/** Small enough for the time a statement may take. */
const ROWS_AT_ONCE = 5_000

/** What sign-up would send. */
export function makeNewTenant(slug: string): NewTenant {
  const { id: _id, updatedAt: _updatedAt, ...settings } = studioRows({}).settings
  const contactPhone = settings.contactPhone ?? null
  return { id: makeId('ten'), slug, name: slug, ownDomains: [], settings: { ...settings, contactPhone } }
}

/** Makes a studio in Sofia, open every day from 8 to 22, with bookings spread evenly over trainers and days. */
export async function makeStudio(
  system: System,
  { slug, trainers, bookings = 0, bookingsPerClient = 10, isPast = false }: StudioSize,
): Promise<BenchStudio> {
  const tenant = makeNewTenant(slug)
  await provisionTenant(system.fleet, tenant)
  const db = await system.openTenant(tenant.id)
  const trainerIds = await fillStudio(db, trainers)
  for (const trainerId of trainerIds) {
    await bookMany(db, { trainerId, count: bookings / trainers, bookingsPerClient, isPast })
  }
  await indexClients({ db })
  return { tenantId: tenant.id, host: `${slug}.localhost`, trainerIds }
}

/** A place, its trainers, the service and weekly hours. Gives the ids of the trainers. */
export async function fillStudio({ orm, write }: TenantDatabase, trainers: number): Promise<string[]> {
  const { locations, trainers: people, services } = studioRows({})
  const [place] = locations
  const [person] = people
  const [offer] = services
  if (!place || !person || !offer) throw new Error('the fixture is empty')
  const trainerIds = Array.from({ length: trainers }, (_, n) => `trn_${n}`)
  await write([
    orm.insert(schema.locations).values(place),
    orm
      .insert(schema.trainers)
      .values(
        trainerIds.map((id, n) => ({ ...person, id, ...namedAt(n), slug: `trainer-${n}`, position: n })),
      ),
    orm.insert(schema.services).values({ ...offer, id: SERVICE_ID, slug: 'hour', bufferAfterMinutes: 0 }),
    orm
      .insert(schema.serviceTrainers)
      .values(trainerIds.map((trainerId) => ({ serviceId: SERVICE_ID, trainerId }))),
    orm.insert(schema.availabilityRules).values(
      trainerIds.flatMap((trainerId) =>
        [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
          id: `rul_${trainerId}_${weekday}`,
          trainerId,
          weekday,
          startMinute: 8 * 60,
          endMinute: 22 * 60,
        })),
      ),
    ),
  ])
  return trainerIds
}

/** Midnight (UTC) of the day that is so many days from today. */
export function midnight(daysFromToday: number): number {
  return Math.floor(Date.now() / days(1)) * days(1) + days(daysFromToday)
}

type Many = { trainerId: string; count: number; bookingsPerClient: number; isPast: boolean }

/**
 * Hours that touch, up to eight a day, from as far ahead as one can book (or from yesterday) back into the past, each with its client,
 * history and messages, as a studio has them that has been here for years.
 */
export async function bookMany(
  db: TenantDatabase,
  { trainerId, count, bookingsPerClient, isPast }: Many,
): Promise<void> {
  const perDay = Math.min(BOOKED_HOURS, Math.ceil(count / (2 * BOOKED_DAYS_AHEAD)))
  const daysBooked = Math.ceil(count / perDay)
  const lastDay = midnight(isPast ? -1 : Math.min(BOOKED_DAYS_AHEAD, Math.floor(daysBooked / 2)))
  for (let first = 0; first < count; first += ROWS_AT_ONCE) {
    await insertBookings(db, {
      trainerId,
      first,
      end: Math.min(count, first + ROWS_AT_ONCE),
      perDay,
      lastDay,
      bookingsPerClient,
    })
  }
}

const firstNames = [
  'Elena',
  'Ivan',
  'Maria',
  'Georgi',
  'Desislava',
  'Nikolay',
  'Anna',
  'Petar',
  'Joana',
  'Dimitar',
  'Kalina',
]
const lastNames = [
  'Ivanova',
  'Petrov',
  'Dimitrova',
  'Georgiev',
  'Nikolova',
  'Todorov',
  'Stoyanova',
  'Vasilev',
  'Angelova',
]

/** A name for the nth of so many. */
function namedAt(n: number) {
  const en = `${firstNames[n % firstNames.length]} ${lastNames[(n * 7) % lastNames.length]}`
  return { name: { en, bg: en } }
}

type Chunk = {
  trainerId: string
  first: number
  end: number
  perDay: number
  lastDay: number
  bookingsPerClient: number
}

async function insertBookings(db: TenantDatabase, chunk: Chunk): Promise<void> {
  const { trainerId, first, end, perDay, lastDay, bookingsPerClient } = chunk
  const now = Date.now()
  const numbers = sql`WITH RECURSIVE numbers(n) AS (SELECT ${first} UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${end})`
  const id = (kind: string) => sql`${`${kind}_${trainerId}_`} || n`
  const startsAt = sql`${lastDay + hours(FIRST_BOOKED_HOUR)} - (n / ${perDay}) * ${days(1)} + (n % ${perDay}) * ${hours(1)}`
  // Everybody comes back.
  const clientId = sql`${`cli_${trainerId}_`} || (n / ${bookingsPerClient})`
  const nameOf = (names: readonly string[]) =>
    sql`(${JSON.stringify(names)} ->> ('$[' || (n / ${bookingsPerClient} * 7919 % ${names.length}) || ']'))`
  const { orm } = db
  await db.write([
    orm.run(sql`INSERT INTO clients (id, email, first_name, last_name, locale, created_at)
      ${numbers} SELECT ${clientId}, ${clientId} || '@example.test', ${nameOf(firstNames)}, ${nameOf(lastNames)}, 'en', 0
      FROM numbers WHERE n % ${bookingsPerClient} = 0`),
    orm.run(sql`INSERT INTO bookings (id, request_hash, trainer_id, service_id, location_id, client_id,
        contact_first_name, contact_last_name, contact_email, starts_at, ends_at, occupied_from, occupied_until,
        status, price_minor, currency, free_cancel_until, locale, host, source, created_at)
      ${numbers}, hours(n, starts_at) AS (SELECT n, ${startsAt} FROM numbers)
      SELECT ${id('bkg')}, 'hash', ${trainerId}, ${SERVICE_ID}, (SELECT id FROM locations), ${clientId},
        'Elena', 'Ivanova', ${clientId} || '@example.test', starts_at, starts_at + ${hours(1)}, starts_at,
        starts_at + ${hours(1)}, 'confirmed', 6000, 'EUR', starts_at, 'en', 'bench.localhost', 'seed', 0 FROM hours`),
    orm.run(sql`INSERT INTO booking_events (id, booking_id, kind, actor, at)
      ${numbers} SELECT ${id('evt')}, ${id('bkg')}, 'booked', 'seed', 0 FROM numbers`),
    ...[24, 1].map((lead) =>
      orm.run(sql`INSERT INTO messages (id, booking_id, booking_version, kind, lead_minutes, channel, recipient, locale,
          planned_at, state)
        ${numbers}, hours(n, planned_at) AS (SELECT n, ${startsAt} - ${hours(lead)} FROM numbers)
        SELECT ${id('msg')} || '_' || ${lead}, ${id('bkg')}, 1, 'reminder', ${lead * 60}, 'email', 'elena@example.test',
          'en', planned_at, iif(planned_at > ${now}, 'planned', 'sent') FROM hours`),
    ),
  ])
}
