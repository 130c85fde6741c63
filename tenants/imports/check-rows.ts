import { sql } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'
import { insistOnProgress, setImport, type Import } from './find-import.ts'
import { judgeRow } from './judge-row.ts'
import { personKey, readKnownClients } from './known-clients.ts'
import { readRow, type ReadingPlan, type RowReading } from './read-row.ts'
import { isBroken, selectNextRows, selectPlan, toKeptRow, toPlan, type KeptRow } from './read-rows.ts'
import { setRows } from './set-rows.ts'

type Read = { row: KeptRow; reading: RowReading; email: string | null; person: string | null }

/**
 * One step of saying what is to become of each row, beside the clients there are and the rows before it. Changes no
 * client.
 *
 * @throws DatabaseError; `isRefused` when another visit was faster.
 */
export async function checkRows(ctx: TenantContext, found: Import): Promise<void> {
  const { read, write } = ctx.db
  const [raw, ...planRows] = await read([selectNextRows(ctx.db, found), ...selectPlan(ctx.db)])
  const plan = toPlan(found, planRows, ctx.now())
  const rows = raw.map((one) => toRead(toKeptRow(one), plan))
  const known = await readKnownClients(
    ctx,
    rows.map(({ reading }) => reading.person),
  )
  const seen = await readEarlier(ctx, found, rows)
  const judged = rows.map(({ row, reading, email, person }) => {
    const client = (email && known.byEmail.get(email)) || (person && known.byPerson.get(person)) || undefined
    const isRepeated = (email !== null && seen.has(email)) || (person !== null && seen.has(person))
    const judgement = judgeRow({ reading, known: client, isRepeated, onKnown: found.onKnown })
    const isPerson = judgement.verdict !== 'refuse'
    if (isPerson) for (const key of [email, person]) if (key !== null) seen.add(key)
    return {
      row: row.row,
      verdict: judgement.verdict,
      errors: 'errors' in judgement ? judgement.errors : [],
      client_id: 'client' in judgement ? (judgement.client?.id ?? null) : null,
      email: isPerson ? email : null,
      person: isPerson ? person : null,
    }
  })
  const doneRows = judged.at(-1)?.row ?? found.rows
  const isDone = doneRows >= found.rows
  await write([
    insistOnProgress(ctx, found),
    setRows(ctx, found.id, {
      columns: ['verdict', 'errors', 'client_id', 'email', 'person'],
      changes: judged,
    }),
    setImport(ctx, found.id, isDone ? { state: 'ready', doneRows: 0 } : { doneRows }),
  ])
}

function toRead(row: KeptRow, plan: ReadingPlan): Read {
  const reading = isBroken(row) ? brokenReading(row, plan) : readRow(row.cells, plan)
  return { row, reading, email: reading.person.email, person: personKey(reading.person) }
}

/** What stands in it is not to be relied on. */
export function brokenReading({ cells }: Pick<KeptRow, 'cells'>, plan: ReadingPlan): RowReading {
  return { ...readRow(cells, plan), errors: [{ column: '', code: 'broken_quotes' }] }
}

/** By which keys of theirs rows of earlier steps are people already. */
async function readEarlier({ db }: TenantContext, { id, doneRows }: Import, rows: readonly Read[]) {
  const isEarlier = sql`import_id = ${id} AND row <= ${doneRows}`
  const listOf = (keys: (string | null)[]) => JSON.stringify(keys.filter((key) => key !== null))
  const emails = listOf(rows.map(({ email }) => email))
  const people = listOf(rows.map(({ person }) => person))
  const [earlier] = await db.read([
    db.orm.all<{ key: string }>(sql`SELECT email AS key FROM import_rows
        WHERE ${isEarlier} AND email IN (SELECT value FROM json_each(${emails}))
      UNION SELECT person FROM import_rows
        WHERE ${isEarlier} AND person IN (SELECT value FROM json_each(${people}))`),
  ])
  return new Set(earlier.map(({ key }) => key))
}
