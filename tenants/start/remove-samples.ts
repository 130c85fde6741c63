import { sql, type SQL } from 'drizzle-orm'
import type { LocalizedText } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { forgetCatalogue, getCatalogue } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'
import { countSamples, hasSamples, type SampleCounts } from './count-samples.ts'
import { bookingsOfSampleClients, realSamples } from './real-samples.ts'

/** What was removed, and by name what stayed because it is something real by now. */
export type SamplesRemoved = { removed: SampleCounts; kept: KeptSample[] }
export type KeptSample = { kind: 'client' | 'service' | 'trainer'; id: string; name: string }

/**
 * Takes away whatever was put there to try things out with, and what hangs on it: all in one batch. A client who was given
 * an address, a service or trainer that somebody real booked or that staff made their own stay, and are no samples any more.
 * Where nothing is left, nothing happens.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError: nothing was removed then.
 */
export async function removeSamples(ctx: TenantContext): Promise<SamplesRemoved> {
  const actor = requireStaff(ctx, 'settings:change')
  const { orm, write } = ctx.db
  const before = await countSamples(ctx)
  if (!hasSamples(before)) return { removed: before, kept: [] }
  const trainerIds = (await getCatalogue(ctx)).trainers.map(({ id }) => id)
  const isReal = realSamples(ctx.now())
  const release = (kind: keyof typeof isReal) =>
    orm.all<{ id: string }>(
      sql`DELETE FROM sample_rows WHERE kind = ${kind} AND (${isReal[kind]}) RETURNING row_id AS id`,
    )
  const [people, , , , services, trainers] = await write([
    release('client'),
    release('booking'),
    orm.run(bookingsOfSampleClients(ctx.now())),
    release('session'),
    release('service'),
    release('trainer'),
    insertAudit(ctx, {
      actor,
      action: 'samples.removed',
      subjectId: 'studio',
      after: { clients: countOf('client'), bookings: countOf('booking') } as never,
    }),
    ...removals.map((statement) => orm.run(statement)),
  ])
  forgetCatalogue(ctx)
  await ctx.calendar.announce(trainerIds)
  const kept = {
    client: people.map(({ id }) => id),
    service: services.map(({ id }) => id),
    trainer: trainers.map(({ id }) => id),
  }
  return { removed: minus(before, kept), kept: await readNames(ctx, kept) }
}

const countOf = (kind: string) => sql`(SELECT count(*) FROM sample_rows WHERE kind = ${kind})`

const listed = (kind: keyof SampleCounts) => sql`(SELECT row_id FROM sample_rows WHERE kind = ${kind})`

const theirPlaces = sql`client_id IN ${listed('client')} OR session_id IN ${listed('session')}`

const ofClients = [
  'client_activity',
  'client_words',
  'client_words_due',
  'client_tags',
  'client_field_values',
  'client_notes',
  'notification_choices',
  'dependents',
]

const ofTrainers = ['availability_rules', 'availability_overrides', 'time_off', 'service_trainers']

const remove = (table: string, condition: SQL): SQL =>
  sql`DELETE FROM ${sql.identifier(table)} WHERE ${condition}`

/** What hangs on something goes before it. */
const removals: SQL[] = [
  remove(
    'messages',
    sql`booking_id IN ${listed('booking')}
      OR waitlist_entry_id IN (SELECT id FROM waitlist_entries WHERE ${theirPlaces})`,
  ),
  sql`UPDATE holds SET status = 'released'
    WHERE status = 'active' AND id IN (SELECT hold_id FROM waitlist_entries WHERE ${theirPlaces})`,
  remove('waitlist_entries', theirPlaces),
  remove('charges', sql`booking_id IN ${listed('booking')}`),
  remove('booking_events', sql`booking_id IN ${listed('booking')}`),
  remove('bookings', sql`id IN ${listed('booking')}`),
  remove('booking_series', sql`client_id IN ${listed('client')}`),
  remove(
    'holds',
    sql`session_id IN ${listed('session')} OR service_id IN ${listed('service')} OR trainer_id IN ${listed('trainer')}`,
  ),
  remove('sessions', sql`id IN ${listed('session')}`),
  ...ofClients.map((table) => remove(table, sql`client_id IN ${listed('client')}`)),
  remove('clients', sql`id IN ${listed('client')}`),
  ...['service_trainers', 'service_locations', 'service_resources'].map((table) =>
    remove(table, sql`service_id IN ${listed('service')}`),
  ),
  remove('services', sql`id IN ${listed('service')}`),
  ...ofTrainers.map((table) => remove(table, sql`trainer_id IN ${listed('trainer')}`)),
  remove('trainers', sql`id IN ${listed('trainer')}`),
  sql`DELETE FROM sample_rows`,
]

type Kept = Record<KeptSample['kind'], string[]>

function minus(before: SampleCounts, kept: Kept): SampleCounts {
  const left = (kind: KeptSample['kind']) => before[kind] - kept[kind].length
  return { ...before, client: left('client'), service: left('service'), trainer: left('trainer') }
}

async function readNames(ctx: TenantContext, kept: Kept): Promise<KeptSample[]> {
  const { orm, read } = ctx.db
  const { defaultLocale } = (await getCatalogue(ctx)).studio
  const within = (ids: readonly string[]) => sql`id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
  const [people, services, trainers] = await read([
    orm.all<{ id: string; name: string }>(
      sql`SELECT id, trim(first_name || ' ' || last_name) AS name FROM clients WHERE ${within(kept.client)}`,
    ),
    orm.all<{ id: string; name: string }>(sql`SELECT id, name FROM services WHERE ${within(kept.service)}`),
    orm.all<{ id: string; name: string }>(sql`SELECT id, name FROM trainers WHERE ${within(kept.trainer)}`),
  ])
  // As the column keeps it.
  const spoken = (name: string) => localize(JSON.parse(name) as LocalizedText, defaultLocale, defaultLocale)
  return [
    ...people.map((row) => ({ kind: 'client' as const, ...row })),
    ...services.map(({ id, name }) => ({ kind: 'service' as const, id, name: spoken(name) })),
    ...trainers.map(({ id, name }) => ({ kind: 'trainer' as const, id, name: spoken(name) })),
  ]
}
