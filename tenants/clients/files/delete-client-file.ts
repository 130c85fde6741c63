import { and, eq } from 'drizzle-orm'
import { clientFiles } from '../../../db/tenant/schema/index.ts'
import { requireReach } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { requireKnown } from '../require-known.ts'
import { noSuchFile } from './open-client-file.ts'

/**
 * Deletes a file of a client's for good; a trainer of their own clients. What is in it goes first: cut off in between, the
 * name is still there to be deleted again.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; `not_allowed` (`erased`); DatabaseError.
 */
export async function deleteClientFile(
  ctx: TenantContext,
  { clientId, fileId }: { clientId: string; fileId: string },
): Promise<void> {
  const staff = requireReach(ctx, 'clients:change')
  await requireKnown(ctx, { ...staff, clientId })
  const { orm, read, write } = ctx.db
  const isIt = and(eq(clientFiles.id, fileId), eq(clientFiles.clientId, clientId))
  const [[file]] = await read([orm.select().from(clientFiles).where(isIt)])
  if (!file) throw noSuchFile()
  await ctx.files.delete([file.storageKey])
  const after = { fileId }
  await write([
    orm.delete(clientFiles).where(isIt),
    insertAudit(ctx, { actor: staff.actor, action: 'client.file_deleted', subjectId: clientId, after }),
  ])
}
