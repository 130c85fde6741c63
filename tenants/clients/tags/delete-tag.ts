import { eq } from 'drizzle-orm'
import { clientTags, tags } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { findTag } from './list-tags.ts'

/**
 * Takes a tag away from everybody who has it.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function deleteTag(ctx: TenantContext, { tagId }: { tagId: string }): Promise<void> {
  const actor = requireStaff(ctx, 'clients:change')
  const { name } = await findTag(ctx, tagId)
  const { orm, write } = ctx.db
  await write([
    orm.delete(clientTags).where(eq(clientTags.tagId, tagId)),
    orm.delete(tags).where(eq(tags.id, tagId)),
    insertAudit(ctx, { actor, action: 'tag.deleted', subjectId: tagId, before: { name } }),
  ])
}
