import { and, eq, isNull } from 'drizzle-orm'
import { calendarFeeds } from '../../db/tenant/schema/index.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { isOwners, requireOwner, type Whose } from './feed-owner.ts'

/**
 * From now on there is nothing at a secret address any more.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function revokeFeed(
  ctx: TenantContext,
  { trainerId, feedId }: Whose & { feedId: string },
): Promise<void> {
  const owner = requireOwner(ctx, { trainerId })
  const isTheirs = isOwners(owner)
  const { orm } = ctx.db
  const isDone =
    isTheirs !== null &&
    (await writeIfChanged(ctx.db, [
      orm
        .update(calendarFeeds)
        .set({ revokedAt: ctx.now() })
        .where(and(eq(calendarFeeds.id, feedId), isTheirs, isNull(calendarFeeds.revokedAt))),
      insertAudit(ctx, {
        actor: owner.actor,
        action: 'calendar_feed.revoked',
        subjectId: trainerId ?? owner.clientId ?? '',
      }),
    ]))
  if (!isDone) throw new AppError('not_found', 'There is no such calendar.')
}
