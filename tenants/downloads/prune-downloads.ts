import { and, asc, eq, gt, inArray, isNull, lt, lte, or } from 'drizzle-orm'
import { downloads } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'

/** A file that could not be made in a day is given up. */
const GIVEN_UP_MS = days(1)

/** Takes files away that are too old, and goes on with those whose making was lost. When to come again (ms). */
export async function pruneDownloads(ctx: TenantContext): Promise<number | null> {
  const { orm, write } = ctx.db
  const now = ctx.now()
  const { over, lost, nextAt } = await readEnds(ctx)
  if (over.length > 0) {
    await ctx.files.delete(over.map(({ storageKey }) => storageKey))
    await write([
      orm
        .update(downloads)
        .set({ state: 'gone' })
        .where(
          inArray(
            downloads.id,
            over.map(({ id }) => id),
          ),
        ),
    ])
  }
  for (const { id, createdAt } of lost) {
    if (createdAt > now - GIVEN_UP_MS) await ctx.startWork({ kind: 'download', id })
    else
      await write([
        orm.update(downloads).set({ state: 'failed', finishedAt: now }).where(eq(downloads.id, id)),
      ])
  }
  return nextAt
}

/** When a file is too old (ms), now when one is or nobody makes it any more; null when there is none. */
export async function nextPrunedDownload(ctx: TenantContext): Promise<number | null> {
  const { over, lost, nextAt } = await readEnds(ctx)
  return over.length + lost.length > 0 ? ctx.now() : nextAt
}

async function readEnds({ db: { orm, read }, now: clock }: TenantContext) {
  const now = clock()
  const isOver = and(eq(downloads.state, 'ready'), lte(downloads.expiresAt, now))
  const isLost = and(
    eq(downloads.state, 'making'),
    or(isNull(downloads.claimedUntil), lt(downloads.claimedUntil, now)),
  )
  const [over, lost, [next]] = await read([
    orm.select().from(downloads).where(isOver),
    orm.select().from(downloads).where(isLost),
    orm
      .select({ at: downloads.expiresAt })
      .from(downloads)
      .where(and(eq(downloads.state, 'ready'), gt(downloads.expiresAt, now)))
      .orderBy(asc(downloads.expiresAt))
      .limit(1),
  ])
  return { over, lost, nextAt: next?.at ?? null }
}
