import { sql, type SQL } from 'drizzle-orm'
import type { TenantDatabase } from '../db/tenant/open-tenant-database.ts'
import { staff, users } from '../db/tenant/schema/index.ts'
import type { System } from '../scripts/local/start-system.ts'
import { demoStaffKey, writeDemoStaffKey } from '../scripts/seed/demo-staff-key.ts'
import { systemContext } from '../scripts/system-context.ts'
import { openSession } from '../tenants/access/open-session.ts'
import { indexClients } from '../tenants/clients/index-clients.ts'
import { days, hours, minutes } from '../tenants/durations.ts'
import { freeHours, makeStudio, midnight, type BenchStudio } from './bench-studio.ts'

/** A studio that staff work in, what an owner's browser sends to be known, and a key to its API. */
export type AdminStudio = BenchStudio & { cookie: string; key: string }

type Size = { slug: string; trainers: number; bookings: number; services: number }

/** What an admin has to hold, and what it is compared with. */
export const sizes = {
  small: { slug: 'small', trainers: 2, bookings: 100, services: 3 },
  huge: { slug: 'huge', trainers: 40, bookings: 100_000, services: 100 },
} as const satisfies Record<string, Size>

/** Days on which there are classes, before and after today. */
const CLASS_DAYS = 30
const [classHour = 0, requestHour = 0] = freeHours

/**
 * Makes a studio as `bench-studio.ts` does, each client twice in it, with the rest of what staff deal with: services, classes
 * with people in them and people who wait, requests, charges owed, tags, notes, an import of every client, and what
 * was done to each booking in the audit log. Signs an owner in.
 */
export async function makeAdminStudio(system: System, size: Size): Promise<AdminStudio> {
  const studio = await makeStudio(system, { ...size, bookingsPerClient: 2 })
  const db = await system.openTenant(studio.tenantId)
  await db.write([addPeople(db), addServices(db, size.services), ...addClasses(db), ...addRequests(db)])
  for (const statement of [...addRecords(db), ...addHistory(db)]) await db.write([statement])
  await indexClients({ db })
  const key = demoStaffKey(system.fleet.keys, studio.tenantId)
  await writeDemoStaffKey(db, { key, now: Date.now() })
  return { ...studio, key, cookie: await signInOwner(system, studio, db) }
}

/** What `studio-rows.ts` leaves empty of clients. */
function addPeople({ orm }: TenantDatabase) {
  return orm.run(sql`UPDATE clients SET phone = '+35988' || substr(10000000 + rowid, 2), created_at = ${Date.now()} - (rowid % 700) * ${days(1)},
    born_on = date(0, 'unixepoch', (rowid * 131 % 12000) || ' days'), goals = iif(rowid % 4 = 0, 'A stronger back', NULL)`)
}

function addServices({ orm }: TenantDatabase, count: number) {
  return orm.run(sql`INSERT INTO services (id, slug, kind, name, description, duration_minutes, interval_minutes, window_days,
      capacity, price_minor, position, created_at)
    ${upTo(count)} SELECT 'svc_' || n, 'service-' || n, iif(n = 1, 'class', 'appointment'),
      json_object('en', iif(n = 1, 'Yoga in the morning', 'Personal training of the ' || n || 'th kind')), json_object('en', 'One hour.'), 60, 60, 60,
      iif(n = 1, 12, 1), 1500, n, 0 FROM numbers`)
}

/** A class a day of every trainer; those of this week have six people in them, and a line in front of the first. */
function addClasses({ orm }: TenantDatabase) {
  const now = Date.now()
  const first = midnight(-CLASS_DAYS) + hours(classHour)
  const soon = sql`sessions.starts_at BETWEEN ${midnight(-3)} AND ${midnight(7)}`
  return [
    orm.run(sql`INSERT INTO service_trainers (service_id, trainer_id)
      SELECT services.id, trainers.id FROM services, trainers WHERE services.position > 0 AND (services.position = 1 OR trainers.position < 3)`),
    orm.run(sql`INSERT INTO class_series (id, service_id, trainer_id, location_id, weekdays, start_minute, duration_minutes, from_on,
        capacity, made_until_on, created_at)
      SELECT 'cse_' || id, 'svc_1', id, location_id, '[1,2,3,4,5,6,7]', ${classHour * 60}, 60, '2026-01-01', 12, '2037-01-01', 0 FROM trainers`),
    orm.run(sql`INSERT INTO sessions (id, series_id, service_id, location_id, trainer_id, series_on, starts_at, ends_at, occupied_from,
        occupied_until, capacity, price_minor, status_at, created_at)
      ${upTo(2 * CLASS_DAYS)}, dates(n, at) AS (SELECT n, ${first} + n * ${days(1)} FROM numbers)
      SELECT 'ses_' || trainers.id || '_' || n, 'cse_' || trainers.id, 'svc_1', location_id, trainers.id, date(at / 1000, 'unixepoch'), at,
        at + ${hours(1)}, at, at + ${hours(1)}, 12, 1500, 0, 0 FROM dates, trainers`),
    // Whatever the hour, one is under way.
    orm.run(sql`INSERT INTO sessions (id, service_id, location_id, trainer_id, starts_at, ends_at, occupied_from, occupied_until,
        capacity, price_minor, override_reason, status_at, created_at)
      SELECT 'ses_now', 'svc_1', location_id, id, ${now}, ${now + hours(8)}, ${now}, ${now + hours(8)}, 12, 1500, 'Bench', 0, 0
      FROM trainers WHERE id = 'trn_0'`),
    orm.run(sql`INSERT INTO bookings (id, request_hash, trainer_id, service_id, location_id, session_id, client_id, contact_first_name,
        contact_last_name, contact_email, starts_at, ends_at, occupied_from, occupied_until, status, price_minor, currency,
        free_cancel_until, locale, host, source, created_at)
      ${upTo(6)}
      SELECT 'bkg_' || sessions.id || '_' || n, 'hash', sessions.trainer_id, 'svc_1', sessions.location_id, sessions.id, clients.id,
        clients.first_name, clients.last_name, clients.email, starts_at, ends_at, occupied_from, occupied_until, 'confirmed', 1500,
        'EUR', starts_at, 'en', 'bench.localhost', 'seed', ${Date.now()} - ${minutes(1)} * n
      FROM sessions, numbers JOIN clients ON clients.id = 'cli_' || sessions.trainer_id || '_' || n WHERE ${soon}`),
    orm.run(sql`INSERT INTO waitlist_entries (id, request_hash, session_id, client_id, contact_first_name, contact_last_name,
        contact_email, locale, host, joined_at, status_at)
      ${upTo(10)}
      SELECT 'wle_' || session.id || '_' || n, 'hash', session.id, clients.id, clients.first_name, clients.last_name, clients.email, 'en',
        'bench.localhost', 0, 0
      FROM (SELECT id FROM sessions WHERE starts_at > ${midnight(1)} ORDER BY starts_at, id LIMIT 1) AS session,
        numbers JOIN clients ON clients.id = 'cli_trn_0_' || (10 + n)`),
  ]
}

/** One a trainer that still awaits its answer. */
function addRequests({ orm }: TenantDatabase) {
  const at = midnight(2) + hours(requestHour)
  return [
    orm.run(sql`INSERT INTO bookings (id, request_hash, trainer_id, service_id, location_id, client_id, contact_first_name,
        contact_last_name, contact_email, starts_at, ends_at, occupied_from, occupied_until, status, expires_at, price_minor,
        currency, free_cancel_until, locale, host, source, created_at)
      SELECT 'bkg_asked_' || trainers.id, 'hash', trainers.id, 'svc_hour', location_id, clients.id, first_name, last_name, email, ${at},
        ${at + hours(1)}, ${at}, ${at + hours(1)}, 'pending', ${at}, 6000, 'EUR', ${at}, 'en', 'bench.localhost', 'seed', ${Date.now()}
      FROM trainers JOIN clients ON clients.id = 'cli_' || trainers.id || '_1'`),
  ]
}

/** Of every client, or of every few. */
function addRecords({ orm }: TenantDatabase) {
  return [
    orm.run(
      sql`INSERT INTO tags (id, name, name_key, created_at) ${upTo(20)} SELECT 'tag_' || n, 'Tag ' || n, 'tag ' || n, 0 FROM numbers`,
    ),
    orm.run(
      sql`INSERT INTO client_tags (client_id, tag_id) SELECT id, 'tag_' || (1 + rowid % 20) FROM clients WHERE rowid % 3 = 0`,
    ),
    orm.run(sql`INSERT INTO client_notes (id, client_id, author, text, created_at)
      SELECT 'not_' || id, id, 'seed', 'Left knee: no jumps.', ${Date.now()} FROM clients WHERE rowid % 5 = 0`),
    orm.run(sql`INSERT INTO consents (id, client_id, kind, is_given, text, version, at, source, actor)
      SELECT 'con_' || id, id, 'privacy', 1, 'I agree.', '1', 0, 'booking', 'seed' FROM clients`),
    orm.run(sql`INSERT INTO charges (id, booking_id, kind, amount_minor, currency, loses_credit, state, created_at)
      SELECT 'chg_' || id, id, 'no_show', 3000, 'EUR', 0, 'owed', starts_at FROM bookings
      WHERE rowid % 50 = 0 AND starts_at < ${Date.now()}`),
    orm.run(sql`INSERT INTO imports (id, file_name, storage_key, bytes, state, columns, mapping, rows, done_rows, author, created_at, finished_at)
      SELECT 'imp_all', 'clients.csv', 'none', 1, 'done', '["First","Last","Email"]', '["firstName","lastName","email"]',
        count(*), count(*), 'seed', ${Date.now()}, ${Date.now()} FROM clients`),
    orm.run(sql`INSERT INTO import_rows (import_id, row, cells, verdict, client_id, done_at)
      SELECT 'imp_all', rowid, json_array(first_name, last_name, email), iif(rowid % 100 = 0, 'refuse', 'create'), id, 0 FROM clients`),
  ]
}

/** What was done to every booking; half of it within the last day of work. */
function addHistory({ orm }: TenantDatabase) {
  return [
    orm.run(sql`INSERT INTO audit_log (id, at, actor, action, subject_id)
      SELECT 'aud_' || id, ${Date.now()} - rowid * ${minutes(5)}, 'seed', 'booking.cancel', id FROM bookings`),
    orm.run(sql`INSERT INTO booking_events (id, booking_id, kind, actor, at)
      SELECT 'evt_now_' || id, id, 'moved', 'seed', ${Date.now()} - rowid * ${minutes(10)} FROM bookings`),
  ]
}

const upTo = (count: number): SQL =>
  sql`WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})`

/** An owner who has just signed in. Gives the cookie. */
async function signInOwner(
  system: System,
  { tenantId, host }: BenchStudio,
  db: TenantDatabase,
): Promise<string> {
  const createdAt = Date.now()
  const person = { id: 'usr_bench', email: 'owner@example.test', name: 'Olga', locale: 'en' } as const
  await db.write([
    db.orm.insert(users).values({ ...person, createdAt }),
    db.orm.insert(staff).values({ userId: person.id, role: 'owner', createdAt }),
  ])
  const tenant = { id: tenantId, slug: 'bench', name: 'bench', status: 'active', primaryHost: host } as const
  const ctx = systemContext({ tenant, db, keys: system.fleet.keys, now: Date.now })
  const { secret } = await openSession(ctx, { userId: person.id, method: 'link', kind: 'browser' })
  return `session=${secret}`
}
