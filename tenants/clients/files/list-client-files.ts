import { desc, eq } from 'drizzle-orm'
import { clientFiles, type ClientFileRow } from '../../../db/tenant/schema/index.ts'
import { requireReach } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { insertLook, noSuchClient, selectClient } from '../select-client.ts'

/** A file of a client's. `author` as the audit log writes it; instants in ms. */
export type ClientFile = Pick<ClientFileRow, 'id' | 'name' | 'contentType' | 'bytes' | 'author' | 'createdAt'>

/**
 * The files of a client, newest first; for a trainer of their own clients. That somebody looked is written down: one round
 * trip for both.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function listClientFiles(
  ctx: TenantContext,
  { clientId }: { clientId: string },
): Promise<ClientFile[]> {
  const whose = { ...requireReach(ctx, 'clients:view'), clientId }
  const { orm, write } = ctx.db
  const { id, name, contentType, bytes, author, createdAt } = clientFiles
  const [[client], files] = await write([
    selectClient(ctx, whose),
    orm
      .select({ id, name, contentType, bytes, author, createdAt })
      .from(clientFiles)
      .where(eq(clientFiles.clientId, clientId))
      .orderBy(desc(createdAt), desc(id)),
    insertLook(ctx, whose),
  ])
  if (!client) throw noSuchClient()
  return files
}
