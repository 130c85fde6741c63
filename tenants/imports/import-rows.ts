import { sql } from 'drizzle-orm'
import type { ImportedRow } from '../../db/tenant/schema/imports.ts'
import { settings } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { indexClients } from '../clients/index-clients.ts'
import type { TenantContext } from '../context.ts'
import { brokenReading } from './check-rows.ts'
import { selectCounts, toCounts, type Counts } from './count-rows.ts'
import { insistOnProgress, setImport, type Import } from './find-import.ts'
import { judgeRow, type Judgement } from './judge-row.ts'
import { personKey, readKnownClients, type KnownClients } from './known-clients.ts'
import { makeAdditions, type Made } from './make-additions.ts'
import { exceededLimit } from '../plans/plan-limit.ts'
import { roomFor } from '../plans/read-usage.ts'
import { readRow, type RowError, type RowReading } from './read-row.ts'
import { isBroken, selectNextRows, selectPlan, toKeptRow, toPlan, type KeptRow } from './read-rows.ts'
import { setRows } from './set-rows.ts'
import { writePeople, type Additions, type ChangedPerson, type NewPerson } from './write-people.ts'

type Case = { row: KeptRow; reading: RowReading }
type Outcome = Pick<ImportedRow, 'row' | 'clientId'> & {
  verdict: Judgement['verdict']
  errors: RowError[]
  before: object | null
}
type Slice = {
  outcomes: Outcome[]
  created: NewPerson[]
  changed: ChangedPerson[]
  additions: Additions[]
}

/**
 * One step of an import: so many rows become clients, or change them, in one batch with where the next step begins. What
 * each row comes to is decided anew by the clients there are now; ids come of the import and the row. Cut off anywhere, it
 * goes on without anybody twice. Whom the studio's plan has no room for is refused.
 *
 * @throws DatabaseError; `isRefused` when another visit was faster, or a client has changed since: then once more.
 */
export async function importRows(ctx: TenantContext, found: Import): Promise<void> {
  try {
    await importNext(ctx, found, Infinity)
  } catch (error) {
    if (exceededLimit(error) !== 'clients') throw error
    await importNext(ctx, found, await roomFor(ctx, 'clients'))
  }
}

/** `room`: for so many new ones. */
async function importNext(ctx: TenantContext, found: Import, room: number): Promise<void> {
  const { read, write, orm } = ctx.db
  const [raw, [studio], rawCounts, ...planRows] = await read([
    selectNextRows(ctx.db, found),
    orm.select({ locale: settings.defaultLocale }).from(settings),
    selectCounts(ctx.db, found.id),
    ...selectPlan(ctx.db),
  ])
  const plan = toPlan(found, planRows, ctx.now())
  const cases = raw.map(toKeptRow).map((row) => ({
    row,
    reading: isBroken(row) ? brokenReading(row, plan) : readRow(row.cells, plan),
  }))
  const people = cases.map(({ reading }) => reading.person)
  const known = await readKnownClients(ctx, people)
  const slice = await decide(ctx, found, { cases, known, room, locale: studio?.locale ?? 'en' })
  const doneRows = slice.outcomes.at(-1)?.row ?? found.rows
  const isDone = doneRows >= found.rows
  await write([
    insistOnProgress(ctx, found),
    ...writePeople(ctx, { ...slice, importId: found.id, author: found.author }),
    ...writeOutcomes(ctx, found, slice.outcomes),
    ...(isDone
      ? [
          setImport(ctx, found.id, { state: 'done', doneRows, finishedAt: ctx.now() }),
          insertAudit(ctx, {
            actor: found.author,
            action: 'import.done',
            subjectId: found.id,
            after: recount(toCounts(rawCounts), cases, slice.outcomes),
          }),
        ]
      : [setImport(ctx, found.id, { doneRows })]),
  ])
  await indexClients(ctx)
}

type Decide = { cases: readonly Case[]; known: KnownClients; room: number; locale: string }

async function decide(ctx: TenantContext, found: Import, wanted: Decide): Promise<Slice> {
  const { cases, known, room, locale } = wanted
  const slice: Slice = { outcomes: [], created: [], changed: [], additions: [] }
  const changed = new Set<string>()
  // Whom a row before made: the same people were told apart when the rows were looked at, but what was refused then may not be now.
  const met = new Map<string, string>()
  for (const { row, reading } of cases) {
    const keys = [reading.person.email, personKey(reading.person)].filter((key) => key !== null)
    const metId = keys.map((key) => met.get(key)).find((id) => id !== undefined)
    const isFull = slice.created.length >= room
    const judgement = judge({ row, reading }, { found, known, changed, isMet: metId !== undefined, isFull })
    const made = await makeAdditions(found.id, row.row, { person: reading.person, judgement })
    if (judgement.verdict === 'create') {
      slice.created.push(toNewPerson(ctx, { reading, made, locale }))
      for (const key of keys) met.set(key, made?.additions.clientId ?? '')
    }
    if (judgement.verdict === 'update') {
      const { id, edition } = judgement.client
      const fields = Object.entries(judgement.changes.fields).map(([field, { now }]) => [field, now])
      slice.changed.push({ id, edition, fields: Object.fromEntries(fields) as ChangedPerson['fields'] })
      changed.add(id)
    }
    if (made) slice.additions.push(made.additions)
    slice.outcomes.push({
      row: row.row,
      verdict: judgement.verdict,
      errors: 'errors' in judgement ? judgement.errors : [],
      clientId:
        made?.additions.clientId ?? ('client' in judgement ? judgement.client?.id : null) ?? metId ?? null,
      before: made?.before ?? null,
    })
  }
  return slice
}

type Judge = {
  found: Import
  known: KnownClients
  changed: ReadonlySet<string>
  isMet: boolean
  isFull: boolean
}

function judge({ row, reading }: Case, { found, known, changed, isMet, isFull }: Judge): Judgement {
  // Whoever was forgotten meanwhile left an empty row behind.
  if (row.cells.length === 0)
    return { verdict: 'skip', client: null, errors: [{ column: '', code: 'erased' }] }
  const { email } = reading.person
  const person = personKey(reading.person)
  const client = (email && known.byEmail.get(email)) || (person && known.byPerson.get(person)) || undefined
  const isRepeated =
    isMet ||
    row.errors.some(({ code }) => code === 'twice_in_file') ||
    (client !== undefined && changed.has(client.id))
  const judgement = judgeRow({ reading, known: client, isRepeated, onKnown: found.onKnown })
  if (judgement.verdict !== 'create' || !isFull) return judgement
  return { verdict: 'refuse', errors: [{ column: '', code: 'plan_limit' }] }
}

type New = { reading: RowReading; made: Made | null; locale: string }

function toNewPerson({ now }: TenantContext, { reading: { person }, made, locale }: New): NewPerson {
  const { firstName, lastName, email, phone, bornOn, createdOn } = person
  return {
    id: made?.additions.clientId ?? '',
    firstName,
    lastName,
    email,
    phone,
    bornOn,
    locale: person.locale ?? locale,
    // At noon it is that date nearly everywhere.
    createdAt: createdOn === null ? now() : Math.min(now(), Date.parse(`${createdOn}T12:00:00Z`)),
  }
}

function writeOutcomes(ctx: TenantContext, { id }: Import, outcomes: readonly Outcome[]) {
  const at = ctx.now()
  const changes = outcomes.map(({ clientId, ...outcome }) => ({
    ...outcome,
    client_id: clientId,
    done_at: at,
  }))
  const nobodys = JSON.stringify(outcomes.filter(({ clientId }) => clientId === null).map(({ row }) => row))
  const firstBy = (key: 'email' | 'person') => sql`(SELECT first.client_id FROM import_rows AS first
    WHERE first.import_id = import_rows.import_id AND first.${sql.identifier(key)} = import_rows.${sql.identifier(key)}
      AND first.row < import_rows.row AND first.client_id IS NOT NULL LIMIT 1)`
  return [
    setRows(ctx, id, { columns: ['verdict', 'errors', 'client_id', 'before', 'done_at'], changes }),
    // A row that says of somebody once more is about that client, too: what is known of them is found by it.
    ctx.db.orm.run(sql`UPDATE import_rows SET client_id = coalesce(${firstBy('email')}, ${firstBy('person')})
      WHERE import_id = ${id} AND verdict = 'skip' AND row IN (SELECT value FROM json_each(${nobodys}))`),
  ]
}

/** The counts of all rows, with what these have come to in place of what was foreseen. */
function recount(counts: Counts, cases: readonly Case[], outcomes: readonly Outcome[]): Counts {
  const now = { ...counts }
  for (const { row } of cases) if (row.verdict) now[row.verdict] -= 1
  for (const { verdict } of outcomes) now[verdict] += 1
  return now
}
