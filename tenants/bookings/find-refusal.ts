import { sql } from 'drizzle-orm'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import type { Claim } from './claim.ts'
import { guardParts, type GuardPart } from './guard.ts'

/** What keeps a claim from being granted now, asked of the guard itself: one round trip. Nothing when it could be. */
export async function findRefusal(
  db: TenantDatabase,
  claim: Claim,
): Promise<Pick<GuardPart, 'reason' | 'about'> | undefined> {
  const parts = guardParts(claim)
  if (parts.length === 0) return undefined
  const cases = parts.map(({ holds }, index) => sql`WHEN NOT (${holds}) THEN ${index}`)
  const [[first]] = await db.read([
    db.orm.all<{ failing: number | null }>(sql`SELECT CASE ${sql.join(cases, sql` `)} END AS failing`),
  ])
  return parts[first?.failing ?? -1]
}
