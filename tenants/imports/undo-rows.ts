import { sql } from 'drizzle-orm'
import type { Statement } from '../access/access-context.ts'
import { insistOn } from '../access/insist-on.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { indexClients } from '../clients/index-clients.ts'
import type { TenantContext } from '../context.ts'
import { insistOnProgress, setImport, type Import } from './find-import.ts'
import type { Trace } from './make-additions.ts'
import {
  findStay,
  findUnlike,
  isFree,
  readImported,
  tracesIn,
  type ImportedClient,
} from './imported-clients.ts'
import type { RowError } from './read-row.ts'
import { selectNextRows, toKeptRow, type KeptRow } from './read-rows.ts'
import { setRows } from './set-rows.ts'

type Undone = {
  row: number
  client: ImportedClient
  trace: Trace
  /** Why something of it stays; empty: nothing does. */
  errors: RowError[]
}

const why = (code: string | null): RowError[] => (code === null ? [] : [{ column: '', code }])

/**
 * One step of undoing an import: clients it made and that nothing has happened to since are deleted, those it changed get
 * back what nobody has changed since. Whoever stays keeps a word for why.
 *
 * @throws DatabaseError; `isRefused` when another visit was faster, or something happened since: then once more.
 */
export async function undoRows(ctx: TenantContext, found: Import): Promise<void> {
  const [raw] = await ctx.db.read([selectNextRows(ctx.db, found)])
  const rows = raw.map(toKeptRow)
  const made = rows.filter(({ verdict }) => verdict === 'create')
  const changed = rows.filter(({ verdict }) => verdict === 'update')
  const clients = await readImported(ctx, [...made, ...changed])
  const deleted = pair(made, clients, (client) => why(findStay(client)))
  const restored = pair(changed, clients, (client, trace) => why(findUnlike(client, trace)))
  const gone = deleted.filter(({ errors }) => errors.length === 0)
  const alive = restored.filter(({ client }) => !client.isErased)
  const doneRows = rows.at(-1)?.row ?? found.rows
  const isDone = doneRows >= found.rows
  await ctx.db.write([
    insistOnProgress(ctx, found),
    ...deleteClients(ctx, gone),
    ...restoreClients(ctx, alive),
    ...writeUndone(ctx, found, [...deleted, ...restored]),
    setImport(ctx, found.id, isDone ? { state: 'undone', doneRows, finishedAt: ctx.now() } : { doneRows }),
    ...(isDone ? [insertUndone(ctx, found)] : []),
  ])
  await indexClients(ctx)
}

type Judge = (client: ImportedClient, trace: Trace) => RowError[]

function pair(
  rows: readonly KeptRow[],
  clients: ReadonlyMap<string, ImportedClient>,
  judge: Judge,
): Undone[] {
  return rows.flatMap(({ row, clientId, before }) => {
    const client = clientId === null ? undefined : clients.get(clientId)
    // Written by `make-additions.ts`; erasing somebody empties it.
    const trace = (before ?? { fields: {}, own: {}, tags: [], notes: [], consent: null }) as Trace
    return client ? [{ row, client, trace, errors: judge(client, trace) }] : []
  })
}

/** Which tables hold what an import wrote of a client it made; nothing else is there of one that is free. */
const OWN_TABLES = [
  'client_tags',
  'client_field_values',
  'client_notes',
  'consents',
  'notification_choices',
  'client_words',
  'client_words_due',
  'client_activity',
]

function deleteClients({ db }: TenantContext, gone: readonly Undone[]): Statement[] {
  if (gone.length === 0) return []
  const list = JSON.stringify(gone.map(({ client: { id }, trace: { notes, tags } }) => ({ id, notes, tags })))
  const those = sql`(SELECT value ->> '$.id' FROM json_each(${list}))`
  return [
    insistOn(
      db,
      sql`${gone.length} = (SELECT count(*) FROM json_each(${list}) AS j JOIN clients ON clients.id = j.value ->> '$.id'
        WHERE ${isFree(tracesIn(sql`j.value`))})`,
    ),
    ...OWN_TABLES.map((table) =>
      db.orm.run(sql`DELETE FROM ${sql.identifier(table)} WHERE client_id IN ${those}`),
    ),
    db.orm.run(sql`DELETE FROM clients WHERE id IN ${those}`),
  ]
}

const FIELDS = {
  firstName: 'first_name',
  lastName: 'last_name',
  email: 'email',
  phone: 'phone',
  bornOn: 'born_on',
  locale: 'locale',
} as const

function restoreClients({ db: { orm, ...db } }: TenantContext, restored: readonly Undone[]): Statement[] {
  if (restored.length === 0) return []
  const list = JSON.stringify(
    restored.map(({ client: { id, edition }, trace: { own, ...trace } }) => ({
      ...trace,
      id,
      edition,
      own: Object.entries(own).map(([fieldId, change]) => ({ fieldId, ...change })),
    })),
  )
  const from = sql`FROM json_each(${list}) AS j`
  const sets = Object.entries(FIELDS).map(([field, column]) => {
    const name = sql.identifier(column)
    const change = `$.fields.${field}`
    // What somebody signs in with by now is theirs.
    const isTheirs = field === 'email' ? sql` AND clients.user_id IS NULL` : sql``
    return sql`${name} = iif(j.value -> ${change} IS NOT NULL AND clients.${name} IS j.value ->> ${`${change}.now`}${isTheirs},
      j.value ->> ${`${change}.was`}, clients.${name})`
  })
  const inEach = (path: string) => sql`${from}, json_each(j.value, ${path}) AS k`
  return [
    insistOn(
      { orm, ...db },
      sql`${restored.length} = (SELECT count(*) ${from} JOIN clients ON clients.id = j.value ->> '$.id'
        AND clients.edition = j.value ->> '$.edition' AND clients.erased_at IS NULL)`,
    ),
    orm.run(sql`UPDATE clients SET ${sql.join(sets, sql`, `)} ${from}
      WHERE clients.id = j.value ->> '$.id' AND j.value ->> '$.fields' <> '{}'`),
    orm.run(sql`DELETE FROM client_field_values WHERE (client_id, field_id, value) IN (
      SELECT j.value ->> '$.id', k.value ->> '$.fieldId', k.value ->> '$.now' ${inEach('$.own')}
      WHERE k.value ->> '$.was' IS NULL)`),
    orm.run(sql`UPDATE client_field_values SET value = o.was FROM (
        SELECT j.value ->> '$.id' AS id, k.value ->> '$.fieldId' AS field, k.value ->> '$.now' AS now, k.value ->> '$.was' AS was
        ${inEach('$.own')} WHERE k.value ->> '$.was' IS NOT NULL) AS o
      WHERE client_field_values.client_id = o.id AND client_field_values.field_id = o.field AND client_field_values.value = o.now`),
    orm.run(sql`DELETE FROM client_tags WHERE (client_id, tag_id) IN (SELECT j.value ->> '$.id', tags.id
      ${inEach('$.tags')} JOIN tags ON tags.name_key = k.value)`),
    orm.run(sql`DELETE FROM client_notes WHERE id IN (SELECT k.value ${inEach('$.notes')})`),
    // Consent that was said anew, or taken back, since then stands on this one.
    orm.run(sql`DELETE FROM consents WHERE id IN (SELECT j.value ->> '$.consent' ${from})
      AND NOT EXISTS (SELECT 1 FROM consents AS later WHERE later.client_id = consents.client_id AND later.kind = 'news'
        AND later.id <> consents.id)`),
    orm.run(sql`DELETE FROM notification_choices WHERE kind = 'news'
      AND client_id IN (SELECT j.value ->> '$.id' ${from} WHERE j.value ->> '$.consent' IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM consents WHERE consents.client_id = notification_choices.client_id AND kind = 'news')`),
  ]
}

function writeUndone(ctx: TenantContext, { id }: Import, all: readonly Undone[]): Statement[] {
  const changes = all.map(({ row, errors }) => ({
    row,
    errors,
    undone_at: errors.length === 0 ? ctx.now() : null,
  }))
  const rows = JSON.stringify(all.map(({ row }) => row))
  return [
    setRows(ctx, id, { columns: ['errors', 'undone_at'], changes }),
    // Whoever is a client no more is nobody that these rows are about.
    ctx.db.orm
      .run(sql`UPDATE import_rows SET client_id = NULL WHERE import_id = ${id} AND client_id IS NOT NULL
      AND row IN (SELECT value FROM json_each(${rows}))
      AND NOT EXISTS (SELECT 1 FROM clients WHERE clients.id = import_rows.client_id)`),
  ]
}

function insertUndone(ctx: TenantContext, { id, author }: Import): Statement {
  const rows = (condition: string) =>
    sql`(SELECT count(*) FROM import_rows WHERE import_id = ${id} AND ${sql.raw(condition)})`
  const after = sql<Record<string, unknown>>`json_object('undone', ${rows('undone_at IS NOT NULL')},
    'kept', ${rows("verdict IN ('create', 'update') AND undone_at IS NULL")})`
  return insertAudit(ctx, { actor: author, action: 'import.undone', subjectId: id, after: after as never })
}
