import { and, asc, isNull } from 'drizzle-orm'
import { calendarFeeds } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { isOwners, requireOwner, type Feed, type Whose } from './feed-owner.ts'

/**
 * The secret addresses there are of a trainer's calendar, or of one's own as a client: the oldest first, without the secrets,
 * which nobody knows any more.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function listFeeds(ctx: TenantContext, whose: Whose): Promise<Feed[]> {
  const isTheirs = isOwners(requireOwner(ctx, whose))
  if (!isTheirs) return []
  const { id, trainerId, label, createdAt, lastReadAt, revokedAt } = calendarFeeds
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm
      .select({ id, trainerId, label, createdAt, lastReadAt })
      .from(calendarFeeds)
      .where(and(isTheirs, isNull(revokedAt)))
      .orderBy(asc(createdAt), asc(id)),
  ])
  return rows
}
