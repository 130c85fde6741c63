import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { calendarFeeds } from '../../db/tenant/schema/index.ts'
import { makeSecret } from '../access/make-secret.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { hashText, makeId } from '../ids.ts'
import { line } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { requireMaker, type Feed, type Whose } from './feed-owner.ts'

/** One for each device of somebody who has many. */
export const MOST_FEEDS = 10

const labelInput = z.object({ label: z.union([z.literal(''), line(60)]).default('') })

/** Where the calendar is: for programs that know the first, and for all others. */
export type FeedAddress = { webcal: string; https: string }

/**
 * Makes a secret address under which a calendar program finds a trainer's bookings and classes, or one's own bookings as a
 * client. It is told this once: only its hash is kept.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`, `not_allowed` (`too_many`); DatabaseError.
 */
export async function createFeed(
  ctx: TenantContext,
  { trainerId, ...raw }: Whose & z.input<typeof labelInput>,
): Promise<{ feed: Feed; address: FeedAddress }> {
  const { actor, clientId } = await requireMaker(ctx, { trainerId })
  const { label } = parseInput(labelInput, raw)
  const secret = makeSecret()
  const feed = { id: makeId('cfd'), trainerId, label, createdAt: ctx.now(), lastReadAt: null }
  const { db } = ctx
  const isMade = await writeIfChanged(db, [
    db.orm
      .run(sql`INSERT INTO ${calendarFeeds} (id, trainer_id, client_id, token_hash, label, author, created_at)
      SELECT ${feed.id}, ${trainerId}, ${clientId}, ${await hashText(secret)}, ${label}, ${actor}, ${feed.createdAt}
      WHERE (SELECT count(*) FROM ${calendarFeeds} WHERE revoked_at IS NULL
        AND trainer_id IS ${trainerId} AND client_id IS ${clientId}) < ${MOST_FEEDS}`),
    insertAudit(ctx, { actor, action: 'calendar_feed.created', subjectId: trainerId ?? clientId ?? '' }),
  ])
  if (!isMade) {
    throw new AppError('not_allowed', `There are ${MOST_FEEDS} of them. Revoke one first.`, {
      reason: 'too_many',
    })
  }
  const path = `//${new URL(ctx.origin).host}/calendar/${secret}.ics`
  // On a developer's machine there is no https.
  return { feed, address: { webcal: `webcal:${path}`, https: `${new URL(ctx.origin).protocol}${path}` } }
}
