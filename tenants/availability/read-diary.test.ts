import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookingLimits, resources, serviceResources } from '../../db/tenant/schema/index.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { days } from '../durations.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { readDiary } from './read-diary.ts'

test('nothing it reads is longer to find when the history is', async () => {
  const studio = await makeTenant()
  const { db } = studio.ctx
  const limit = { maxBookings: 3, maxMinutes: null, period: 'week' as const }
  const room = { locationId: ids.location, kind: 'room' as const, name: { en: 'Room' }, pool: 'rooms' }
  await db.write([
    db.orm.insert(resources).values({ ...room, id: 'res_1' }),
    db.orm.insert(serviceResources).values({ serviceId: ids.training, pool: 'rooms' }),
    db.orm.insert(bookingLimits).values([
      { ...limit, id: 'lim_1', subject: 'trainer' },
      { ...limit, id: 'lim_2', subject: 'service' },
    ]),
  ])
  const ctx = studio.makeContext()
  const asked: { sql: string; params: unknown[] }[] = []
  const read: typeof ctx.db.read = (statements) => {
    asked.push(
      ...statements.map((one) => (one as unknown as { toSQL: () => (typeof asked)[number] }).toSQL()),
    )
    return ctx.db.read(statements)
  }
  await readDiary({ ...ctx, db: { ...ctx.db, read } }, await getCatalogue(ctx), {
    serviceIds: [ids.training],
    trainerIds: [ids.maria, ids.ivan],
    from: studio.clock.now(),
    to: studio.clock.now() + days(31),
    ignore: ['bkg_1'],
  })

  const plans = await Promise.all(asked.map((one) => planOf(studio.ctx.db, one)))
  // Dates that differ are few once they are over: their index begins with the last date.
  expect(plans).toEqual([
    [
      'SEARCH occupancies USING INDEX sqlite_autoindex_occupancies_1 (owner_id=? AND starts_at>? AND starts_at<?)',
    ],
    ['SEARCH time_off USING INDEX time_off_trainer_idx (trainer_id=? AND ends_at>?)'],
    ['SEARCH availability_overrides USING INDEX availability_overrides_dates_idx (to_on>?)'],
    [
      'SEARCH bookings USING INDEX bookings_trainer_start_idx (trainer_id=? AND starts_at>? AND starts_at<?)',
      'USING INDEX sqlite_autoindex_trainers_1 FOR IN-OPERATOR',
    ],
  ])
})

type Database = Awaited<ReturnType<typeof makeTenant>>['ctx']['db']

/** How SQLite goes about a statement, a line for each step. */
async function planOf(
  { orm, read }: Database,
  statement: { sql: string; params: unknown[] },
): Promise<string[]> {
  const [first = '', ...parts] = statement.sql.split('?')
  const chunks = parts.flatMap((part, index) => [sql`${statement.params[index]}`, sql.raw(part)])
  const [steps] = await read([
    orm.all<{ detail: string }>(sql.join([sql.raw(`EXPLAIN QUERY PLAN ${first}`), ...chunks])),
  ])
  return steps.map(({ detail }) => detail)
}
