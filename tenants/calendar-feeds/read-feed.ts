import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import {
  bookings,
  calendarFeeds,
  locations,
  services,
  sessions,
  settings,
  trainers,
} from '../../db/tenant/schema/index.ts'
import { FREED } from '../bookings/booking-statuses.ts'
import type { TenantContext } from '../context.ts'
import { days, minutes } from '../durations.ts'
import { AppError } from '../errors.ts'
import { hashText } from '../ids.ts'
import { localize } from '../studio/localize.ts'
import { clientEvents, trainerEvents } from './feed-events.ts'
import { findFeed, type FoundFeed } from './find-feed.ts'
import { makeFeedFile } from './make-feed-file.ts'

const BACK_MS = days(90)
const AHEAD_MS = days(366)
/** More than anybody has in such a time; a calendar without its end is better than none. */
const MOST_ROWS = 5_000
/** Programs ask often: that they did is written down to the quarter of an hour. */
const READ_AGAIN_MS = minutes(15)

export type FeedFile = { content: string; etag: string }

/**
 * The calendar behind a secret address, from 90 days back to a year ahead. For whoever has the secret: no login is asked.
 * Whatever is wrong with it gets the same answer. Two round trips, and sometimes a third.
 *
 * @throws AppError `not_found`; DatabaseError.
 */
export async function readFeed(ctx: TenantContext, { secret }: { secret: string }): Promise<FeedFile> {
  const feed = await findFeed(ctx, secret)
  if (!feed) throw new AppError('not_found', 'There is no such page here.')
  const content = await writeFeed(ctx, feed)
  await noteRead(ctx, feed)
  return { content, etag: `"${(await hashText(content)).slice(0, 32)}"` }
}

async function noteRead({ db, now }: TenantContext, { id, lastReadAt }: FoundFeed): Promise<void> {
  if (lastReadAt !== null && now() - lastReadAt < READ_AGAIN_MS) return
  await db.write([db.orm.update(calendarFeeds).set({ lastReadAt: now() }).where(eq(calendarFeeds.id, id))])
}

async function writeFeed(
  ctx: TenantContext,
  { trainerId, clientId, locale: spoken }: FoundFeed,
): Promise<string> {
  const { orm, read } = ctx.db
  const [from, to] = [ctx.now() - BACK_MS, ctx.now() + AHEAD_MS]
  const isTheirs =
    clientId === null
      ? and(eq(bookings.trainerId, trainerId ?? ''), isNull(bookings.sessionId))
      : eq(bookings.clientId, clientId)
  const isGiven = or(eq(sessions.trainerId, trainerId ?? ''), eq(sessions.secondTrainerId, trainerId ?? ''))
  const [[studio], places, people, offers, rows, classes] = await read([
    orm.select().from(settings),
    orm.select().from(locations),
    orm.select({ id: trainers.id, name: trainers.name }).from(trainers),
    orm.select({ id: services.id, name: services.name }).from(services),
    orm
      .select()
      .from(bookings)
      .where(and(isTheirs, gt(bookings.startsAt, from), lt(bookings.startsAt, to)))
      .orderBy(bookings.startsAt)
      .limit(MOST_ROWS),
    orm
      .select({
        session: sessions,
        heads: sql<number>`(SELECT count(*) FROM bookings WHERE bookings.session_id = ${sessions.id}
          AND bookings.status NOT IN ${FREED})`,
      })
      .from(sessions)
      .where(
        and(
          clientId === null ? isGiven : sql`0`,
          gt(sessions.startsAt, from),
          lt(sessions.startsAt, to),
          sql`${sessions.status} <> 'needs_trainer'`,
        ),
      )
      .orderBy(sessions.startsAt)
      .limit(MOST_ROWS),
  ])
  if (!studio) throw new AppError('unavailable', 'This studio is not set up yet.')
  const names = { studio, locations: places, trainers: people, services: offers }
  const locale = spoken ?? studio.defaultLocale
  const host = ctx.tenant.primaryHost
  const shown = { names, locale, origin: `https://${host}` }
  const given = classes.map(({ session, heads }) => ({ ...session, heads }))
  const events =
    clientId === null ? trainerEvents({ rows, sessions: given }, shown) : clientEvents(rows, shown)
  return makeFeedFile({ name: localize(studio.studioName, locale, studio.defaultLocale), host, events })
}
