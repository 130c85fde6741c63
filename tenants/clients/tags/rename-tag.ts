import { eq } from 'drizzle-orm'
import { tags } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { findTag, type Tag } from './list-tags.ts'
import { explainTaken, tagInput, tagKey } from './tag-name.ts'

/**
 * Calls a tag otherwise, for everybody who has it.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`, `conflict` (`name_taken`); DatabaseError.
 */
export async function renameTag(
  ctx: TenantContext,
  { tagId, ...raw }: { tagId: string; name: string },
): Promise<Tag> {
  const actor = requireStaff(ctx, 'clients:change')
  const { name } = parseInput(tagInput, raw)
  const before = await findTag(ctx, tagId)
  try {
    await ctx.db.write([
      ctx.db.orm
        .update(tags)
        .set({ name, nameKey: tagKey(name) })
        .where(eq(tags.id, tagId)),
      insertAudit(ctx, {
        actor,
        action: 'tag.changed',
        subjectId: tagId,
        before: { name: before.name },
        after: { name },
      }),
    ])
  } catch (cause) {
    throw explainTaken(cause)
  }
  return { ...before, name }
}
