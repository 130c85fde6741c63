import { asc, count, eq } from 'drizzle-orm'
import { clientTags, tags, type TagRow } from '../../../db/tenant/schema/index.ts'
import { requireReach } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'

/** How many clients have it. */
export type Tag = Pick<TagRow, 'id' | 'name'> & { clients: number }

/**
 * All tags by name: one round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listTags(ctx: TenantContext): Promise<Tag[]> {
  requireReach(ctx, 'clients:view')
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm
      .select({ id: tags.id, name: tags.name, clients: count(clientTags.clientId) })
      .from(tags)
      .leftJoin(clientTags, eq(clientTags.tagId, tags.id))
      .groupBy(tags.id)
      .orderBy(asc(tags.nameKey)),
  ])
  return rows
}

/** @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError. */
export async function findTag(ctx: TenantContext, tagId: string): Promise<Tag> {
  const tag = (await listTags(ctx)).find(({ id }) => id === tagId)
  if (!tag) throw new AppError('not_found', 'There is no such tag.')
  return tag
}
