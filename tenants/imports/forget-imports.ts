import { and, eq, inArray, sql } from 'drizzle-orm'
import { imports } from '../../db/tenant/schema/imports.ts'
import type { TenantContext } from '../context.ts'
import { days, hours } from '../durations.ts'
import type { Import } from './find-import.ts'

/** So long an import can be undone, and what stood in its rows is kept. */
export const KEPT_MS = days(30)
/** Whoever has not said what is to become of a file by then has given it up. */
const GIVEN_UP_AFTER_MS = days(7)
/** By then an upload is over. */
const UPLOADED_AFTER_MS = hours(1)
const ROWS_AT_ONCE = 5_000

type Old = Pick<
  Import,
  'id' | 'state' | 'failure' | 'createdAt' | 'workedAt' | 'finishedAt' | 'storageKey'
> & {
  hasRows: number
}

/**
 * Takes away what of imports is needed no more: files once they are read, rows of imports that were given up, and all
 * rows when an import has been over for 30 days. A task of `run-due-tasks.ts`.
 */
export async function forgetImports(ctx: TenantContext): Promise<number | null> {
  const { orm, write } = ctx.db
  const kept = await readKept(ctx)
  const now = ctx.now()
  const isDue = (at: number | null) => at !== null && at <= now
  const givenUp = kept.filter((one) => isDue(givenUpAt(one)))
  for (const { id, state, workedAt } of givenUp) {
    const isStill = and(eq(imports.id, id), eq(imports.state, state), eq(imports.workedAt, workedAt))
    const end = { state: 'failed', failure: 'given_up', finishedAt: now } as const
    await write([orm.update(imports).set(end).where(isStill)])
  }
  const unneeded = kept.filter((one) => isDue(fileEndsAt(one)))
  if (unneeded.length > 0) {
    await ctx.files.delete(unneeded.map(({ storageKey }) => storageKey))
    const ids = unneeded.map(({ id }) => id)
    await write([orm.update(imports).set({ storageKey: '' }).where(inArray(imports.id, ids))])
  }
  const over = kept.find((one) => isDue(rowsEndAt(one)))
  if (over) {
    await write([
      orm.run(sql`DELETE FROM import_rows WHERE rowid IN (
        SELECT rowid FROM import_rows WHERE import_id = ${over.id} LIMIT ${ROWS_AT_ONCE})`),
    ])
  }
  if (over || givenUp.length > 0) return now
  return soonest(endsOf(kept).filter((at) => at > now))
}

/** When something of an import is needed no more (ms), now or before when it is; null when nothing is kept. */
export async function nextForgotten(ctx: TenantContext): Promise<number | null> {
  return soonest(endsOf(await readKept(ctx)))
}

async function readKept({ db: { orm, read } }: TenantContext): Promise<Old[]> {
  const [kept] = await read([
    orm.all<Old>(sql`SELECT id, state, failure, created_at AS createdAt, worked_at AS workedAt,
        finished_at AS finishedAt, storage_key AS storageKey,
        EXISTS (SELECT 1 FROM import_rows WHERE import_id = imports.id) AS hasRows
      FROM imports WHERE storage_key <> '' OR EXISTS (SELECT 1 FROM import_rows WHERE import_id = imports.id)`),
  ])
  return kept
}

const soonest = (times: number[]): number | null => (times.length === 0 ? null : Math.min(...times))

function endsOf(kept: readonly Old[]): number[] {
  return kept.flatMap((one) => [givenUpAt(one), fileEndsAt(one), rowsEndAt(one)]).filter((at) => at !== null)
}

const givenUpAt = ({ state, workedAt }: Old): number | null =>
  state === 'mapping' || state === 'ready' ? workedAt + GIVEN_UP_AFTER_MS : null

/** As long as somebody says how it is to be read, it may be read once more. */
function fileEndsAt({ storageKey, state, failure, createdAt }: Old): number | null {
  if (storageKey === '' || state === 'reading' || state === 'mapping') return null
  return failure === 'not_sent' ? createdAt + UPLOADED_AFTER_MS : createdAt
}

function rowsEndAt({ hasRows, state, finishedAt }: Old): number | null {
  if (hasRows === 0 || finishedAt === null) return null
  return state === 'failed' ? finishedAt : finishedAt + KEPT_MS
}
