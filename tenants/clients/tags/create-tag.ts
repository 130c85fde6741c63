import type { z } from 'zod'
import { tags } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { makeId } from '../../ids.ts'
import { parseInput } from '../../parse-input.ts'
import type { Tag } from './list-tags.ts'
import { explainTaken, tagInput, tagKey } from './tag-name.ts'

/**
 * Makes a word to find clients by.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `conflict` (`name_taken`); DatabaseError.
 */
export async function createTag(ctx: TenantContext, raw: z.input<typeof tagInput>): Promise<Tag> {
  const actor = requireStaff(ctx, 'clients:change')
  const { name } = parseInput(tagInput, raw)
  const id = makeId('tag')
  try {
    await ctx.db.write([
      ctx.db.orm.insert(tags).values({ id, name, nameKey: tagKey(name), createdAt: ctx.now() }),
      insertAudit(ctx, { actor, action: 'tag.created', subjectId: id, after: { name } }),
    ])
  } catch (cause) {
    throw explainTaken(cause)
  }
  return { id, name, clients: 0 }
}
