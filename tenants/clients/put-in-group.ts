import { eq } from 'drizzle-orm'
import { clients, type ClientRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { readReferences } from '../studio/read-references.ts'
import { getClient } from './get-client.ts'

/**
 * Has a client be in this group, or in none, from now on.
 *
 * @throws AppError `unauthorized`, `not_found`, `invalid_input` for a group that is not there.
 */
export async function putInGroup(
  ctx: TenantContext,
  { clientId, clientGroupId }: { clientId: string; clientGroupId: string | null },
): Promise<ClientRow> {
  const client = await getClient(ctx, { clientId })
  if (clientGroupId !== null) (await readReferences(ctx)).clientGroup(clientGroupId)
  const { orm, write } = ctx.db
  await write([orm.update(clients).set({ clientGroupId }).where(eq(clients.id, client.id))])
  return { ...client, clientGroupId }
}
