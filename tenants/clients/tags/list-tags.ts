import { asc, count, desc, eq } from 'drizzle-orm'
import { clientTags, tags, type TagRow } from '../../../db/tenant/schema/index.ts'
import { requireReach } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'

/** How many clients have it. */
export type Tag = Pick<TagRow, 'id' | 'name'> & { clients: number }

/** More than a list can be chosen from: a column of an import that is taken for tags may bring any number. */
export const MOST_TAGS = 500

/**
 * The tags by name, of very many those that most clients have: one round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listTags(ctx: TenantContext): Promise<Tag[]> {
  requireReach(ctx, 'clients:view')
  const { orm, read } = ctx.db
  const clients = count(clientTags.clientId)
  const [rows] = await read([
    orm
      .select({ id: tags.id, name: tags.name, clients, nameKey: tags.nameKey })
      .from(tags)
      .leftJoin(clientTags, eq(clientTags.tagId, tags.id))
      .groupBy(tags.id)
      .orderBy(desc(clients), asc(tags.nameKey))
      .limit(MOST_TAGS),
  ])
  return rows.toSorted((a, b) => (a.nameKey < b.nameKey ? -1 : 1)).map(({ nameKey: _key, ...tag }) => tag)
}

/** Any of them. @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError. */
export async function findTag(ctx: TenantContext, tagId: string): Promise<Tag> {
  requireReach(ctx, 'clients:view')
  const { orm, read } = ctx.db
  const [[tag]] = await read([
    orm
      .select({ id: tags.id, name: tags.name, clients: count(clientTags.clientId) })
      .from(tags)
      .leftJoin(clientTags, eq(clientTags.tagId, tags.id))
      .where(eq(tags.id, tagId))
      .groupBy(tags.id),
  ])
  if (!tag) throw new AppError('not_found', 'There is no such tag.')
  return tag
}
