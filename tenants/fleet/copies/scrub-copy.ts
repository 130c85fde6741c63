import { getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { openDatabase, type Database, type DatabaseAddress } from '../../../db/open-database.ts'
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
  schema.supportVisits,
  schema.planLimits,
]

const isOfStaff = sql`id IN (SELECT user_id FROM staff)`
/** Rows that one round trip changes: well below a second of a database's time. */
const ROWS = 5_000
const ROUND_TRIP_MS = seconds(20)

export type Scrubbing = {
  /** The one its own links lead to. */
  host: string
  /** How many rows one round trip may change. */
  rows?: number
  /** Asked after each round trip; unless it says no, all is done in one go. */
  mayGoOn?: () => boolean
}

/**
 * Makes a copy of a studio's database one to train with: clients are called “Client 1”, “Client 2” …, and nothing that was
 * known of them but when they came is left; nobody is signed in, no program has a key, nothing is waiting to be sent, and it
 * has no domains and no pictures. Staff sign in with the password they have. By the list of `tenants/privacy`, for everybody.
 *
 * So many rows at a time, and killed anywhere it goes on where it was: how far it is, and the triggers, which keep history and
 * tell programs and are out of the way meanwhile, are in the copy itself (`scrub_…`). Done twice, it is the same. Nobody may
 * be let in before it is done.
 *
 * @returns whether it is done; otherwise it is to be asked again.
 * @throws DatabaseError
 */
export async function scrubCopy(address: DatabaseAddress, scrubbing: Scrubbing): Promise<boolean> {
  const db = openDatabase(address, { schema, timeoutMs: ROUND_TRIP_MS })
  const { orm, read, write } = db
  const [tables, triggers] = await read([
    orm.all<{ name: string }>(sql`SELECT name FROM sqlite_schema WHERE type = 'table'`),
    orm.all<{ name: string }>(sql`SELECT name FROM sqlite_schema WHERE type = 'trigger'`),
  ])
  const there = new Set(tables.map(({ name }) => name))
  if (!there.has('scrub_progress')) await begin(db, triggers)
  const sweeps = listSweeps(scrubbing.host).filter(({ table }) => there.has(getTableName(table)))
  const plan = sweeps.map(({ table }) => getTableName(table)).join(' ')
  const [[known]] = await read([orm.all<Progress>(sql`SELECT plan, sweep, upto FROM scrub_progress`)])
  const from = known?.plan === plan ? known : { sweep: 0, upto: -1 }
  const spans = await readSpans(db, sweeps)
  for (const { statements, sweep, upto } of listPieces(spans, from, scrubbing.rows ?? ROWS)) {
    await write([
      orm.run(sql`UPDATE scrub_progress SET plan = ${plan}, sweep = ${sweep}, upto = ${upto}`),
      ...statements.map((statement) => orm.run(statement)),
    ])
    if (scrubbing.mayGoOn?.() === false) return false
  }
  await end(db, there)
  return true
}

type CopyDatabase = Database<typeof schema>
type Progress = { plan: string; sweep: number; upto: number }
/** One change of all rows of a table, those with these rowids at a time. */
type Sweep = { table: SQLiteTable; change: (rows: SQL) => SQL }
type Span = Sweep & { first: number; last: number }
type Piece = { statements: SQL[]; sweep: number; upto: number }

/** What is one row, or a few, and the triggers, which are kept until `end`. */
async function begin({ orm, read, write }: CopyDatabase, triggers: { name: string }[]): Promise<void> {
  const [[own]] = await read([orm.select().from(schema.settings)])
  const studioName = Object.fromEntries(
    Object.entries(own?.studioName ?? {}).map(([locale, name]) => [locale, asTraining(name)]),
  )
  const statements = [
    sql`CREATE TABLE scrub_progress AS SELECT '' AS plan, 0 AS sweep, -1 AS upto`,
    ...triggers.map(({ name }) => sql`DROP TRIGGER ${sql.identifier(name)}`),
    sql`UPDATE services SET photo_id = NULL`,
    sql`UPDATE trainers SET photo_id = NULL`,
    sql`UPDATE settings SET site = json_remove(site, '$.logoId', '$.heroPhotoId'),
      studio_name = ${JSON.stringify(studioName)}`,
    sql`UPDATE message_settings SET sms_sender = NULL, sms_state = 'none', mail_domain = NULL, mail_domain_id = NULL,
      mail_domain_state = 'none', mail_domain_records = '[]', mail_domain_checked_at = NULL, mail_domain_since = NULL`,
  ]
  await write([
    orm.run(
      sql`CREATE TABLE scrub_triggers AS SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid`,
    ),
    ...statements.map((statement) => orm.run(statement)),
  ])
}

/** In their order: each is over before the next one begins. */
function listSweeps(host: string): Sweep[] {
  return [
    ...personalTables.flatMap(forget),
    {
      table: schema.clients,
      change: (rows) => sql`UPDATE clients SET first_name = 'Client', last_name = rowid,
        email = CASE WHEN email IS NOT NULL THEN id || '@training.invalid' END WHERE ${rows}`,
    },
    {
      table: schema.messages,
      change: (
        rows,
      ) => sql`UPDATE messages SET recipient = '', provider_id = NULL, details = NULL, claimed_until = NULL,
        reason = CASE WHEN state IN ('planned', 'claimed', 'unknown') THEN 'training_copy' END,
        state = CASE WHEN state IN ('planned', 'claimed', 'unknown') THEN 'skipped' ELSE state END WHERE ${rows}`,
    },
    {
      table: schema.bookings,
      change: (rows) => sql`UPDATE bookings SET host = ${host} WHERE ${rows}`,
    },
    {
      table: schema.waitlistEntries,
      change: (rows) => sql`UPDATE waitlist_entries SET host = ${host} WHERE ${rows}`,
    },
    ...emptied.map((table) => ({ table, change: (rows: SQL) => sql`DELETE FROM ${table} WHERE ${rows}` })),
    // Their names are found again.
    {
      table: schema.clients,
      change: (rows) => sql`INSERT INTO client_words_due (client_id)
        SELECT id FROM clients WHERE erased_at IS NULL AND ${rows}`,
    },
  ]
}

/** What is forgotten of one person, of all of them; of logins, those of staff stay. */
function forget({ table, isDeleted, columns }: (typeof personalTables)[number]): Sweep[] {
  if (table === schema.auditLog) return []
  if (isDeleted) return [{ table, change: (rows) => sql`DELETE FROM ${table} WHERE ${rows}` }]
  const keys = getTableColumns(table)
  const changes = Object.entries(columns).flatMap(([key, { becomes }]) => {
    const column = keys[key]
    return becomes && column ? [sql`${sql.identifier(column.name)} = ${becomes}`] : []
  })
  if (changes.length === 0) return []
  const whose = table === schema.users ? sql`NOT ${isOfStaff}` : sql`1`
  const set = sql.join(changes, sql`, `)
  return [{ table, change: (rows) => sql`UPDATE ${table} SET ${set} WHERE ${whose} AND ${rows}` }]
}

/** Between which rowids each table's rows are; the ends of an index, whatever its size. */
async function readSpans({ orm, read }: CopyDatabase, sweeps: readonly Sweep[]): Promise<Span[]> {
  const ends = sweeps.map(
    ({ table }) => sql`SELECT ifnull((SELECT min(rowid) FROM ${table}), 0) AS first,
      ifnull((SELECT max(rowid) FROM ${table}), -1) AS last`,
  )
  const [rows] = await read([orm.all<{ first: number; last: number }>(sql.join(ends, sql` UNION ALL `))])
  return sweeps.map((sweep, index) => ({ ...sweep, ...(rows[index] ?? { first: 0, last: -1 }) }))
}

/** What is left to do, `rows` rows at a time, small tables together; each says how far it is when it is done. */
function* listPieces(spans: readonly Span[], from: Omit<Progress, 'plan'>, rows: number): Generator<Piece> {
  let statements: SQL[] = []
  let left = rows
  for (const [sweep, { first, last, change }] of spans.entries()) {
    if (sweep < from.sweep) continue
    let next = sweep === from.sweep ? Math.max(first, from.upto + 1) : first
    while (next <= last) {
      const upto = Math.min(last, next + left - 1)
      statements.push(change(sql`rowid BETWEEN ${next} AND ${upto}`))
      left -= upto - next + 1
      next = upto + 1
      if (left > 0) continue
      yield { statements, sweep, upto }
      statements = []
      left = rows
    }
  }
  if (statements.length > 0) yield { statements, sweep: spans.length, upto: -1 }
}

async function end({ orm, read, write }: CopyDatabase, there: ReadonlySet<string>): Promise<void> {
  const [triggers] = await read([orm.all<{ sql: string }>(sql`SELECT sql FROM scrub_triggers`)])
  await write([
    orm.run(sql`DROP TABLE scrub_progress`),
    orm.run(sql`DROP TABLE scrub_triggers`),
    ...(there.has(getTableName(schema.usageCounts))
      ? [orm.run(sql`UPDATE usage_counts SET count = 0 WHERE key = 'domains'`)]
      : []),
    // As the database itself wrote them.
    ...triggers.map((trigger) => orm.run(sql.raw(trigger.sql))),
  ])
}

const MARK = ' (training)'

function asTraining(name: unknown): string {
  const text = String(name)
  return text.endsWith(MARK) ? text : text + MARK
}
