import { sql } from 'drizzle-orm'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'

/** How many of each there are to try things out with. */
export type SampleCounts = {
  client: number
  booking: number
  session: number
  service: number
  trainer: number
}

/**
 * What of the samples is there.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function countSamples(ctx: TenantContext): Promise<SampleCounts> {
  requireStaff(ctx, 'settings:change')
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm.all<{ kind: string; count: number }>(
      sql`SELECT kind, count(*) AS count FROM sample_rows GROUP BY kind`,
    ),
  ])
  const of = (kind: keyof SampleCounts) => rows.find((row) => row.kind === kind)?.count ?? 0
  return {
    client: of('client'),
    booking: of('booking'),
    session: of('session'),
    service: of('service'),
    trainer: of('trainer'),
  }
}

/** Whether there is anything to take away. */
export const hasSamples = (counts: SampleCounts): boolean => Object.values(counts).some((count) => count > 0)
