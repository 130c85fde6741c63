import { and, eq } from 'drizzle-orm'
import { clientFiles } from '../../../db/tenant/schema/index.ts'
import { requireReach } from '../../access/require-staff.ts'
import type { StoredFile, TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { insertLook, selectClient } from '../select-client.ts'

type Which = { clientId: string; fileId: string }

/**
 * What is in a file of a client's, and what it is called; for a trainer of their own clients. That somebody looked is
 * written down.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function openClientFile(
  ctx: TenantContext,
  { clientId, fileId }: Which,
): Promise<StoredFile & { name: string }> {
  const whose = { ...requireReach(ctx, 'clients:view'), clientId }
  const [[client], [file]] = await ctx.db.write([
    selectClient(ctx, whose),
    ctx.db.orm
      .select()
      .from(clientFiles)
      .where(and(eq(clientFiles.id, fileId), eq(clientFiles.clientId, clientId))),
    insertLook(ctx, whose),
  ])
  const stored = client && file ? await ctx.files.get(file.storageKey) : null
  if (!file || !stored) throw noSuchFile()
  return { body: stored.body, bytes: file.bytes, contentType: file.contentType, name: file.name }
}

/** The same answer to a file of somebody else's as to an unknown one. */
export function noSuchFile(): AppError {
  return new AppError('not_found', 'There is no such file.')
}
