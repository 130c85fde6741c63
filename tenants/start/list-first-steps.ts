import { sql } from 'drizzle-orm'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'

export const firstSteps = ['place', 'trainer', 'service', 'hours', 'look', 'booking'] as const
export type FirstStep = (typeof firstSteps)[number]

export type FirstSteps = {
  steps: { key: FirstStep; isDone: boolean }[]
  /** All but looks and the first booking: clients can book. */
  isBookable: boolean
  /** Somebody has put the list away. */
  isPutAway: boolean
}

/**
 * What a new studio needs before clients can book, and what of it is there: read off the data, so that nothing has to be
 * ticked. What is there to try things out with does not count. One round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listFirstSteps(ctx: TenantContext): Promise<FirstSteps> {
  requireStaff(ctx, 'settings:change')
  const { orm, read } = ctx.db
  const [[found]] = await read([
    orm.all<Record<FirstStep | 'isPutAway', number>>(sql`SELECT
      EXISTS (SELECT 1 FROM locations) AS place,
      EXISTS (SELECT 1 FROM trainers WHERE is_bookable = 1 AND status = 'active' AND ${isOwn('trainers')}) AS trainer,
      EXISTS (SELECT 1 FROM services WHERE status = 'active' AND ${isOwn('services')}) AS service,
      EXISTS (SELECT 1 FROM services JOIN service_trainers ON service_id = services.id
        JOIN trainers ON trainers.id = trainer_id AND is_bookable = 1
        WHERE services.status = 'active' AND ${isOwn('services')} AND ${isOwn('trainers')} AND (
          (services.kind = 'appointment' AND EXISTS
            (SELECT 1 FROM availability_rules WHERE availability_rules.trainer_id = trainers.id))
          OR EXISTS (SELECT 1 FROM sessions WHERE sessions.service_id = services.id AND starts_at > ${ctx.now()}
              AND ${isOwn('sessions')}))) AS hours,
      EXISTS (SELECT 1 FROM audit_log WHERE subject_id = 'studio' AND action = 'site.changed') AS look,
      EXISTS (SELECT 1 FROM bookings WHERE ${isOwn('bookings')}) AS booking,
      (SELECT started_at IS NOT NULL FROM settings WHERE id = 1) AS isPutAway`),
  ])
  const isDone = (key: FirstStep) => found?.[key] === 1
  return {
    steps: firstSteps.map((key) => ({ key, isDone: isDone(key) })),
    isBookable: (['place', 'trainer', 'service', 'hours'] as const).every(isDone),
    isPutAway: found?.isPutAway === 1,
  }
}

const isOwn = (table: 'trainers' | 'services' | 'bookings' | 'sessions') =>
  sql`NOT EXISTS (SELECT 1 FROM sample_rows WHERE kind = ${table.slice(0, -1)} AND row_id = ${sql.identifier(table)}.id)`
