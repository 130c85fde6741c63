import { getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { openDatabase, type DatabaseAddress } from '../../../db/open-database.ts'
import * as schema from '../../../db/tenant/schema/index.ts'
import { seconds } from '../../durations.ts'
import { personalTables } from '../../privacy/personal-data.ts'

/** What lets programs and browsers in, tells anybody anything, or is a file: gone as a whole, what points to others first. */
const emptied: readonly SQLiteTable[] = [
  schema.webhookDeliveries,
  schema.webhookEvents,
  schema.webhookEndpoints,
  schema.apiKeys,
  schema.ownDomains,
  schema.downloads,
  schema.vendorEvents,
  schema.smsCounts,
  schema.attempts,
  schema.uploads,
  schema.auditLog,
]

/** Those of younger versions of the schema may be missing. */
const emptiedIfThere: readonly SQLiteTable[] = [schema.supportVisits, schema.planLimits]

const isOfStaff = sql`id IN (SELECT user_id FROM staff)`
const SCRUBBING_MS = seconds(60)

/**
 * Makes a copy of a studio's database one to train with: clients are called “Client 1”, “Client 2” …, and nothing that was
 * known of them but when they came is left; nobody is signed in, no program has a key, nothing is waiting to be sent, and it
 * has no domains and no pictures. Staff sign in with the password they have. All of it or nothing; run twice, it is the same.
 *
 * By the list of `tenants/privacy`, for everybody at once. The triggers, which keep history and tell programs, are out of
 * the way meanwhile: this is no history.
 *
 * @param host the one its own links lead to.
 * @throws DatabaseError
 */
export async function scrubCopy(address: DatabaseAddress, host: string): Promise<void> {
  const { orm, read, write } = openDatabase(address, { schema, timeoutMs: SCRUBBING_MS })
  const [triggers, tables, [own]] = await read([
    orm.all<{ name: string; sql: string }>(sql`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`),
    orm.all<{ name: string }>(sql`SELECT name FROM sqlite_schema WHERE type = 'table'`),
    orm.select().from(schema.settings),
  ])
  const there = new Set(tables.map(({ name }) => name))
  const isThere = (table: SQLiteTable) => there.has(getTableName(table))
  const studioName = Object.fromEntries(
    Object.entries(own?.studioName ?? {}).map(([locale, name]) => [locale, asTraining(name)]),
  )
  const statements: SQL[] = [
    ...triggers.map(({ name }) => sql`DROP TRIGGER ${sql.identifier(name)}`),
    sql`UPDATE services SET photo_id = NULL`,
    sql`UPDATE trainers SET photo_id = NULL`,
    sql`UPDATE settings SET site = json_remove(site, '$.logoId', '$.heroPhotoId'),
      studio_name = ${JSON.stringify(studioName)}`,
    sql`UPDATE message_settings SET sms_sender = NULL, sms_state = 'none', mail_domain = NULL, mail_domain_id = NULL,
      mail_domain_state = 'none', mail_domain_records = '[]', mail_domain_checked_at = NULL, mail_domain_since = NULL`,
    ...personalTables.flatMap(forget),
    sql`UPDATE clients SET first_name = 'Client', last_name = rowid,
      email = CASE WHEN email IS NOT NULL THEN id || '@training.invalid' END`,
    sql`UPDATE messages SET recipient = '', provider_id = NULL, details = NULL, claimed_until = NULL,
      reason = CASE WHEN state IN ('planned', 'claimed', 'unknown') THEN 'training_copy' END,
      state = CASE WHEN state IN ('planned', 'claimed', 'unknown') THEN 'skipped' ELSE state END`,
    sql`UPDATE bookings SET host = ${host}`,
    sql`UPDATE waitlist_entries SET host = ${host}`,
    ...[...emptied, ...emptiedIfThere.filter(isThere)].map((table) => sql`DELETE FROM ${table}`),
    ...(isThere(schema.usageCounts) ? [sql`UPDATE usage_counts SET count = 0 WHERE key = 'domains'`] : []),
    // Their names are found again.
    sql`INSERT INTO client_words_due (client_id) SELECT id FROM clients WHERE erased_at IS NULL`,
    // As the database itself wrote them.
    ...triggers.map((trigger) => sql.raw(trigger.sql)),
  ]
  const [first, ...rest] = statements.map((statement) => orm.run(statement))
  if (first) await write([first, ...rest])
}

const MARK = ' (training)'

function asTraining(name: unknown): string {
  const text = String(name)
  return text.endsWith(MARK) ? text : text + MARK
}

/** What is forgotten of one person, of all of them; of logins, those of staff stay. */
function forget({ table, isDeleted, columns }: (typeof personalTables)[number]): SQL[] {
  const name = getTableName(table)
  if (table === schema.auditLog) return []
  if (isDeleted) return [sql`DELETE FROM ${table}`]
  const keys = getTableColumns(table)
  const changes = Object.entries(columns).flatMap(([key, { becomes }]) => {
    const column = keys[key]
    return becomes && column ? [sql`${sql.identifier(column.name)} = ${becomes}`] : []
  })
  if (changes.length === 0) return []
  const whose = name === 'users' ? sql`NOT ${isOfStaff}` : sql`1`
  return [sql`UPDATE ${table} SET ${sql.join(changes, sql`, `)} WHERE ${whose}`]
}
