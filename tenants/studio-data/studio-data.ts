import { and, desc, eq, gte } from 'drizzle-orm'
import type { OneTimeTokenRow } from '../../db/registry/schema/index.ts'
import { downloads, type DownloadRow } from '../../db/tenant/schema/index.ts'
import { linkSpent, readOneTimeToken, spending, spendOneTimeToken } from '../access/one-time-token.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { StoredFile, TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { findTenant } from '../fleet/find-tenant.ts'
import { listOwners } from '../fleet/tell-owners.ts'
import { makeId } from '../ids.ts'
import type { OperatorContext } from '../operators/platform-context.ts'

type Asked = { /** The end of the link that was mailed. */ token: string }

/** How far the file of a closed studio is; null: nobody has asked for it by this link. */
export type StudioData = { studio: string; download: DownloadRow | null }

/** @throws AppError `link_spent`, also for who owns it no more, and for a studio that is gone. */
export async function getStudioData(ctx: OperatorContext, { token }: Asked): Promise<StudioData> {
  const { studio, link } = await openByLink(ctx, token)
  return { studio: studio.tenant.name, download: await findDownload(studio, link) }
}

/** Has the file made, once; looking again says how far it is. @throws AppError `link_spent`, DatabaseError */
export async function beginStudioData(ctx: OperatorContext, { token }: Asked): Promise<void> {
  const { studio, link } = await openByLink(ctx, token)
  const known = await findDownload(studio, link)
  const id = known?.id ?? makeId('dow')
  const createdAt = ctx.now()
  const row = {
    id,
    state: 'making',
    storageKey: `downloads/${id}.sqlite3`,
    author: 'system',
    createdAt,
  } as const
  if (!known) {
    const { orm, write } = studio.db
    await write([
      orm.insert(downloads).values(row),
      insertAudit(studio, { actor: 'system', action: 'studio.download', subjectId: id }),
    ])
  }
  await studio.startWork({ kind: 'download', id })
}

/**
 * The file itself, once: the link opens nothing any more. Both logs keep that it was taken.
 *
 * @throws AppError `link_spent`; `not_found` while there is none.
 */
export async function takeStudioData(
  ctx: OperatorContext,
  { token }: Asked,
): Promise<StoredFile & { name: string }> {
  const { studio, link } = await openByLink(ctx, token)
  const download = await findDownload(studio, link)
  const file = download?.state === 'ready' ? await studio.files.get(download.storageKey) : null
  if (!download || !file) throw new AppError('not_found', 'There is no file yet.')
  const taken = { action: 'studio.download_taken', actor: 'system' }
  await spending(
    ctx.db.write([spendOneTimeToken(ctx, link), insertAudit(ctx, { ...taken, subjectId: studio.tenant.id })]),
  )
  await studio.db.write([insertAudit(studio, { ...taken, subjectId: download.id })])
  return {
    ...file,
    name: `${studio.tenant.slug}-${new Date(download.createdAt).toISOString().slice(0, 10)}.sqlite3`,
  }
}

async function openByLink(
  ctx: OperatorContext,
  token: string,
): Promise<{ studio: TenantContext; link: OneTimeTokenRow }> {
  const link = await readOneTimeToken(ctx, token, 'studio_data')
  const record = await findTenant(ctx.db, link.details?.['tenantId'] ?? '')
  // Open again, it has its own door for this.
  if (!record || (record.tenant.status !== 'suspended' && record.tenant.status !== 'deleting'))
    throw linkSpent()
  const studio = await ctx.fleet.openTenant(record)
  const isOwner = (await listOwners(studio)).some(({ email }) => email === link.email)
  if (!isOwner) throw linkSpent()
  return { studio, link }
}

/** What was made by this link, or since. */
async function findDownload({ db, now }: TenantContext, link: OneTimeTokenRow): Promise<DownloadRow | null> {
  const [[last]] = await db.read([
    db.orm
      .select()
      .from(downloads)
      .where(and(gte(downloads.createdAt, link.createdAt), eq(downloads.author, 'system')))
      .orderBy(desc(downloads.createdAt))
      .limit(1),
  ])
  return last && (last.expiresAt ?? Infinity) > now() ? last : null
}
