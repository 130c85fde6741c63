import { desc, eq } from 'drizzle-orm'
import { downloads, type DownloadRow } from '../../db/tenant/schema/index.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { hours } from '../durations.ts'
import { makeId } from '../ids.ts'

/** A file is there for a day. */
export const KEPT_MS = hours(24)

/**
 * Has the whole studio written into one SQLite file, in the background; while one is being made, it is that one.
 * `get-download.ts` says how far it is.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`; DatabaseError.
 */
export async function beginDownload(ctx: TenantContext): Promise<DownloadRow> {
  const actor = requireStaff(ctx, 'data:change')
  requireFresh(ctx)
  const { orm, read, write } = ctx.db
  const [[making]] = await read([
    orm
      .select()
      .from(downloads)
      .where(eq(downloads.state, 'making'))
      .orderBy(desc(downloads.createdAt))
      .limit(1),
  ])
  const id = makeId('dow')
  const now = ctx.now()
  if (making) {
    await ctx.startWork({ kind: 'download', id: making.id })
    return making
  }
  const storageKey = `downloads/${id}.sqlite3`
  const [[row]] = await write([
    orm
      .insert(downloads)
      .values({ id, state: 'making', storageKey, author: actor, createdAt: now })
      .returning(),
    insertAudit(ctx, { actor, action: 'studio.download', subjectId: id }),
  ])
  await ctx.startWork({ kind: 'download', id })
  // Inserted by the batch that gave it back.
  return row as DownloadRow
}
