import { and, eq, isNull, lt, or } from 'drizzle-orm'
import { PAGE_SIZE, writeSqliteFile, type NumberedPage } from '../../db/sqlite-file/write-sqlite-file.ts'
import { downloads } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { KEPT_MS } from './begin-download.ts'
import { countRows, readTables } from './read-tables.ts'

/** Nobody else makes it meanwhile; whoever made it and died is given up then. */
const CLAIM_MS = minutes(3)
/** Five MiB: the smallest part that R2 takes of a file. */
const PAGES_IN_PART = (5 * 1024 * 1024) / PAGE_SIZE

/**
 * Writes a studio's file: its tables page by page into the bucket, telling how far it is. Does nothing when it is made, or
 * is being made elsewhere; cut off in the middle, it begins anew.
 *
 * @throws DatabaseError, and what the bucket throws: nothing is there then.
 */
export async function makeDownload(ctx: TenantContext, id: string): Promise<void> {
  const { orm, write } = ctx.db
  const isIt = eq(downloads.id, id)
  const isFree = or(isNull(downloads.claimedUntil), lt(downloads.claimedUntil, ctx.now()))
  const rows = await countRows(ctx)
  const [[claimed]] = await write([
    orm
      .update(downloads)
      .set({ claimedUntil: ctx.now() + CLAIM_MS, rows, doneRows: 0 })
      .where(and(isIt, eq(downloads.state, 'making'), isFree))
      .returning(),
  ])
  if (!claimed) return
  let doneRows = 0
  const onRows = async (count: number) => {
    doneRows += count
    // Small tables are done in no time: there is nothing to tell.
    if (count < 1_000) return
    await write([
      orm
        .update(downloads)
        .set({ doneRows, claimedUntil: ctx.now() + CLAIM_MS })
        .where(isIt),
    ])
  }
  let bytes = 0
  const pages = writeSqliteFile(readTables(ctx, { onRows }))
  const parts = toParts(pages, (size) => {
    bytes += size
  })
  try {
    await ctx.files.putParts(claimed.storageKey, parts, { contentType: 'application/vnd.sqlite3' })
  } catch (error) {
    // Whoever tries again need not wait for who has given up.
    await write([orm.update(downloads).set({ claimedUntil: null }).where(isIt)])
    throw error
  }
  const now = ctx.now()
  await write([
    orm
      .update(downloads)
      .set({ state: 'ready', bytes, doneRows, finishedAt: now, expiresAt: now + KEPT_MS, claimedUntil: null })
      .where(isIt),
  ])
}

type Part = { number: number; bytes: Uint8Array }

/** Pages as parts of a file. The first part waits for its first page, which comes last. */
async function* toParts(
  pages: AsyncIterable<NumberedPage>,
  count: (bytes: number) => void,
): AsyncGenerator<Part, void, undefined> {
  const first: Uint8Array[] = []
  let part: Uint8Array[] = []
  let number = 2
  const join = (list: readonly Uint8Array[]) => {
    const bytes = new Uint8Array(list.length * PAGE_SIZE)
    list.forEach((page, index) => bytes.set(page, index * PAGE_SIZE))
    count(bytes.length)
    return bytes
  }
  for await (const page of pages) {
    if (page.number <= PAGES_IN_PART) {
      first[page.number - 1] = page.bytes
      continue
    }
    part.push(page.bytes)
    if (part.length < PAGES_IN_PART) continue
    yield { number, bytes: join(part) }
    part = []
    number += 1
  }
  if (part.length > 0) yield { number, bytes: join(part) }
  yield { number: 1, bytes: join(first) }
}
