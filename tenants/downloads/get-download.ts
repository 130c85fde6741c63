import { desc } from 'drizzle-orm'
import { downloads, type DownloadRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { StoredFile, TenantContext } from '../context.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { AppError } from '../errors.ts'

/**
 * The last file that was asked for, and how far it is; null when none was. One that is too old is `gone`.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function getDownload(ctx: TenantContext): Promise<DownloadRow | null> {
  requireStaff(ctx, 'data:change')
  const { orm, read } = ctx.db
  const [[last]] = await read([orm.select().from(downloads).orderBy(desc(downloads.createdAt)).limit(1)])
  if (!last) return null
  const isOver = last.expiresAt !== null && last.expiresAt <= ctx.now()
  return isOver ? { ...last, state: 'gone' } : last
}

/**
 * The file itself, for whoever has just proven who they are. The log keeps who took it.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`; `not_found` while there is none.
 */
export async function openDownload(ctx: TenantContext): Promise<StoredFile & { name: string }> {
  const actor = requireStaff(ctx, 'data:change')
  requireFresh(ctx)
  const download = await getDownload(ctx)
  const file = download?.state === 'ready' ? await ctx.files.get(download.storageKey) : null
  if (!download || !file) throw new AppError('not_found', 'There is no file yet.')
  await ctx.db.write([insertAudit(ctx, { actor, action: 'studio.download_taken', subjectId: download.id })])
  const day = new Date(download.createdAt).toISOString().slice(0, 10)
  return { ...file, name: `${ctx.tenant.slug}-${day}.sqlite3` }
}
