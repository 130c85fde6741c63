import { sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import {
  attempts,
  loginSessions,
  messages,
  oneTimeTokens,
  passkeyChallenges,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'

/** Links say whom they went to, and by what name somebody asked: kept as long as people may ask where their mail is. */
const LINKS_KEPT_MS = days(30)
/** Of each kind, in one visit. */
const MOST_AT_ONCE = 500

/** What ends by itself. */
const ends: SQLiteColumn[] = [attempts.until, passkeyChallenges.expiresAt, loginSessions.endsAt]

/**
 * Forgets what has ended by itself and is looked at no more: counts of tries, challenges and login sessions at once; links
 * after a month, with the mails that carried them, unless an invitation names one. A task: returns now when there is more,
 * else null, as none of it is worth coming for. OWASP ASVS 5.0, 14.2.7. Throws DatabaseError.
 */
export async function pruneAccess({ db: { orm, write }, now: clock }: TenantContext): Promise<number | null> {
  const now = clock()
  const deleteEnded = (end: SQLiteColumn) =>
    orm.all(sql`DELETE FROM ${end.table} WHERE rowid IN
      (SELECT rowid FROM ${end.table} WHERE ${end} <= ${now} LIMIT ${MOST_AT_ONCE}) RETURNING 1`)
  const old = selectOldLinks(now, MOST_AT_ONCE)
  const [, links, ...others] = await write([
    orm.run(sql`DELETE FROM ${messages} WHERE one_time_token_id IN (${old})`),
    orm.all(sql`DELETE FROM ${oneTimeTokens} WHERE id IN (${old}) RETURNING 1`),
    ...ends.map(deleteEnded),
  ])
  const isMore = [links, ...others].some((rows) => rows.length === MOST_AT_ONCE)
  return isMore ? now : null
}

/** Now (ms) when there is something to forget, else null. @throws DatabaseError */
export async function nextPruned({ db: { orm, read }, now: clock }: TenantContext): Promise<number | null> {
  const now = clock()
  const found = await read([
    orm.all(selectOldLinks(now, 1)),
    ...ends.map((end) => orm.all(sql`SELECT 1 FROM ${end.table} WHERE ${end} <= ${now} LIMIT 1`)),
  ])
  return found.some((rows) => rows.length > 0) ? now : null
}

/** Whose mail is still to be sent is not old, however long that takes. */
function selectOldLinks(now: number, most: number): SQL {
  return sql`SELECT id FROM one_time_tokens AS old WHERE expires_at <= ${now - LINKS_KEPT_MS}
    AND NOT EXISTS (SELECT 1 FROM invitations WHERE token_id = old.id)
    AND NOT EXISTS (SELECT 1 FROM messages WHERE one_time_token_id = old.id AND state IN ('planned', 'claimed'))
    ORDER BY expires_at, id LIMIT ${most}`
}
