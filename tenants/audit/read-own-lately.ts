import { and, desc, eq, gte, like, sql } from 'drizzle-orm'
import { auditLog, type AuditRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'

/** So long what was done can be taken back. */
const LONGEST_AGO_MS = minutes(10)

type Own = {
  actor: string
  /** What their actions begin with: `availability`. */
  about: string
  limit: number
}

/** What somebody did about one thing within the last ten minutes, the latest first. @throws DatabaseError */
export async function readOwnLately(
  { db: { orm, read }, now }: TenantContext,
  { actor, about, limit }: Own,
): Promise<AuditRow[]> {
  const isTheirs = and(
    eq(auditLog.actor, actor),
    like(auditLog.action, `${about}.%`),
    gte(auditLog.at, now() - LONGEST_AGO_MS),
  )
  const [rows] = await read([
    orm
      .select()
      .from(auditLog)
      .where(isTheirs)
      .orderBy(desc(auditLog.at), desc(sql`rowid`))
      .limit(limit),
  ])
  return rows
}
