import { eq } from 'drizzle-orm'
import { clients } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { requireKnown } from './require-known.ts'

/**
 * Lets a client book by themselves again; one who may already stays as they are.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; `not_allowed` (`erased`); DatabaseError.
 */
export async function unblockClient(ctx: TenantContext, { clientId }: { clientId: string }): Promise<void> {
  const actor = requireStaff(ctx, 'clients:change')
  const { blockedAt } = await requireKnown(ctx, { clientId, onlyTrainerId: null })
  if (blockedAt === null) return
  const { orm, write } = ctx.db
  await write([
    orm.update(clients).set({ blockedAt: null, blockReason: null }).where(eq(clients.id, clientId)),
    insertAudit(ctx, { actor, action: 'client.unblocked', subjectId: clientId }),
  ])
}
