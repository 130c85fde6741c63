import { and, eq } from 'drizzle-orm'
import { clientTags } from '../../../db/tenant/schema/index.ts'
import { requireReach } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { requireKnown } from '../require-known.ts'
import { findTag } from './list-tags.ts'

/**
 * Takes a tag off a client; a trainer off their own. Again changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; `not_allowed` (`erased`); DatabaseError.
 */
export async function untagClient(
  ctx: TenantContext,
  { clientId, tagId }: { clientId: string; tagId: string },
): Promise<void> {
  const staff = requireReach(ctx, 'clients:change')
  await requireKnown(ctx, { ...staff, clientId })
  const { name } = await findTag(ctx, tagId)
  const { orm, write } = ctx.db
  await write([
    orm.delete(clientTags).where(and(eq(clientTags.clientId, clientId), eq(clientTags.tagId, tagId))),
    insertAudit(ctx, {
      actor: staff.actor,
      action: 'client.untagged',
      subjectId: clientId,
      before: { name },
    }),
  ])
}
