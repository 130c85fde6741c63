import { sql } from 'drizzle-orm'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import type { EffectiveLimits } from './effective-limits.ts'

type Word = { counts: EffectiveLimits['counts']; edition: number }

/**
 * Tells a studio's own database how much its plan allows: from now on its triggers hold to it. A word that is older than
 * the last one, as it can come late, changes nothing. Throws DatabaseError.
 */
export async function writeLimits(
  { orm, write }: Pick<TenantDatabase, 'orm' | 'write'>,
  { counts, edition }: Word,
): Promise<void> {
  const isNewer = sql`coalesce((SELECT value FROM plan_limits WHERE key = 'edition'), 0) < ${edition}`
  await write([
    orm.run(sql`DELETE FROM plan_limits WHERE key <> 'edition' AND ${isNewer}`),
    orm.run(sql`INSERT INTO plan_limits (key, value)
      SELECT key, CAST(value AS INTEGER) FROM json_each(${JSON.stringify(counts)}) WHERE ${isNewer}`),
    orm.run(sql`INSERT INTO plan_limits (key, value) VALUES ('edition', CAST(${edition} AS INTEGER))
      ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)`),
  ])
}
