import { sql } from 'drizzle-orm'
import {
  availabilityRules,
  bookingEvents,
  bookings,
  clients,
  occupancies,
  sampleRows,
  services,
  serviceTrainers,
  sessions,
  trainers,
  waitlistEntries,
} from '../../db/tenant/schema/index.ts'
import { insistOn, isRefused } from '../access/insist-on.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'
import { makeId } from '../ids.ts'
import { forgetCatalogue, getCatalogue } from '../studio/get-catalogue.ts'
import { chooseSampleCast, SAMPLE_HOURS } from './choose-sample-cast.ts'
import { countSamples, type SampleCounts } from './count-samples.ts'
import { makeSampleRows, type SampleRows } from './make-sample-rows.ts'

/**
 * Puts clients without an address, bookings of last week and of the next days and a full class into the studio, to try
 * things out with; a trainer and services only where it has none of its own. All at once and once: where samples are there
 * already, nothing is added. Nothing is ever sent to anybody for them.
 *
 * @throws AppError `unauthorized`, `forbidden`, `conflict` (`no_place`); DatabaseError, also when somebody books one of the
 * same times that very moment: nothing was added then.
 */
export async function addSamples(ctx: TenantContext): Promise<SampleCounts> {
  const actor = requireStaff(ctx, 'settings:change')
  const { db } = ctx
  const now = ctx.now()
  forgetCatalogue(ctx)
  const catalogue = await getCatalogue(ctx)
  const cast = chooseSampleCast(catalogue, now)
  const [taken] = await db.read([
    db.orm
      .select({ from: occupancies.occupiedFrom, until: occupancies.occupiedUntil })
      .from(occupancies)
      .where(sql`${occupancies.startsAt} BETWEEN ${now - days(35)} AND ${now + days(35)}`),
  ])
  const rows = makeSampleRows(ctx, { catalogue, cast, taken })
  try {
    await db.write([
      insistOn(db, sql`NOT EXISTS (SELECT 1 FROM sample_rows)`),
      ...insertSamples(ctx, rows),
      insertAudit(ctx, {
        actor,
        action: 'samples.added',
        subjectId: 'studio',
        after: { clients: rows.clients.length, bookings: rows.bookings.length },
      }),
    ])
  } catch (error) {
    if (!isRefused(error)) throw error
  }
  forgetCatalogue(ctx)
  await ctx.calendar.announce([...new Set(rows.bookings.map(({ trainerId }) => trainerId))])
  return countSamples(ctx)
}

function insertSamples({ db: { orm }, now }: TenantContext, rows: SampleRows) {
  const { cast } = rows
  const { newTrainer } = cast
  const gives = [cast.appointment, cast.class]
    .filter(({ service }) => cast.newServices.some(({ id }) => id === service.id))
    .map(({ service, trainerId }) => ({ serviceId: service.id, trainerId }))
  const noted = [
    ...(newTrainer ? [{ kind: 'trainer' as const, rowId: newTrainer.id }] : []),
    ...cast.newServices.map(({ id }) => ({ kind: 'service' as const, rowId: id })),
    ...rows.clients.map(({ id }) => ({ kind: 'client' as const, rowId: id })),
    ...rows.sessions.map(({ id }) => ({ kind: 'session' as const, rowId: id })),
    ...rows.bookings.map(({ id }) => ({ kind: 'booking' as const, rowId: id })),
  ].map((row) => ({ ...row, createdAt: now() }))
  return [
    orm.insert(sampleRows).values(noted),
    ...(newTrainer
      ? [orm.insert(trainers).values(newTrainer), orm.insert(availabilityRules).values(week(newTrainer.id))]
      : []),
    ...(cast.newServices.length > 0
      ? [orm.insert(services).values(cast.newServices), orm.insert(serviceTrainers).values(gives)]
      : []),
    orm.insert(clients).values(rows.clients),
    ...rows.sessions.map((session) => orm.insert(sessions).values(session)),
    // One by one: a statement of all of them would have more parameters than a database takes.
    ...rows.bookings.map((booking) => orm.insert(bookings).values(booking)),
    // Where nothing is free nothing is booked.
    ...(rows.events.length > 0 ? [orm.insert(bookingEvents).values(rows.events)] : []),
    ...rows.waiting.map((entry) => orm.insert(waitlistEntries).values(entry)),
  ]
}

const week = (trainerId: string) =>
  [1, 2, 3, 4, 5].map((weekday) => ({ id: makeId('rul'), trainerId, weekday, ...SAMPLE_HOURS }))
