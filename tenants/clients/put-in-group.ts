import { eq } from 'drizzle-orm'
import { clients, type ClientRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { readReferences } from '../studio/read-references.ts'
import { noSuchClient, selectClient } from './select-client.ts'

/**
 * Has a client be in this group, or in none, from now on. What the group's rules are worth to them, no trainer decides.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input` for a group that is not there.
 */
export async function putInGroup(
  ctx: TenantContext,
  { clientId, clientGroupId }: { clientId: string; clientGroupId: string | null },
): Promise<ClientRow> {
  const actor = requireStaff(ctx, 'clients:change')
  const { orm, read, write } = ctx.db
  const [[client]] = await read([selectClient(ctx, { clientId, onlyTrainerId: null })])
  if (!client) throw noSuchClient()
  if (clientGroupId !== null) (await readReferences(ctx)).clientGroup(clientGroupId)
  const before = { clientGroupId: client.clientGroupId }
  await write([
    orm.update(clients).set({ clientGroupId }).where(eq(clients.id, clientId)),
    insertAudit(ctx, {
      actor,
      action: 'client.group',
      subjectId: clientId,
      before,
      after: { clientGroupId },
    }),
  ])
  return { ...client, clientGroupId }
}
