import { sql } from 'drizzle-orm'
import { sessions } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { endEntries } from './end-entries.ts'
import { countFreePlaces } from './count-free-places.ts'
import { IN_LINE } from './in-line.ts'
import { promoteWaiting } from './promote-waiting.ts'
import { endOfQuiet } from './quiet-hours.ts'

/** A session somebody waits for, or is offered a place in. */
type Line = {
  sessionId: string
  locationId: string
  startsAt: number
  isCancelled: number
  free: number
  waiting: number
  /** Of those, how many nobody may go before. */
  inQueue: number
  nextOfferEnd: number | null
  nextHoldEnd: number | null
}

const RETRY_MS = minutes(1)

/**
 * Does what is due in the studio's waitlists: offers nobody took go to the next, places that have come free by themselves and
 * those that waited for the morning are given away, and whoever still waits when a class begins (or is cancelled) becomes
 * unmet demand. Returns when to come again (ms), null when nobody waits. May run any number of times at once.
 *
 * One round trip when nothing is due. Throws DatabaseError.
 */
export async function moveWaitlistsOn(ctx: TenantContext): Promise<number | null> {
  const before = await readLines(ctx)
  if (before.length === 0) return null
  const { ended, movable } = whatIsDue(before, ctx.now())
  if (ended.length > 0) await endWhatIsOver(ctx)
  for (const { sessionId } of movable) await promoteWaiting(ctx, sessionId)
  const hasChanged = ended.length > 0 || movable.length > 0
  return nextMove(ctx, hasChanged ? await readLines(ctx) : before)
}

/** When a waitlist next wants attention (ms), now or before when one does; null when nobody waits. @throws DatabaseError */
export async function nextWaitlistMove(ctx: TenantContext): Promise<number | null> {
  const lines = await readLines(ctx)
  if (lines.length === 0) return null
  const { ended, movable } = whatIsDue(lines, ctx.now())
  return ended.length + movable.length > 0 ? ctx.now() : nextMove(ctx, lines)
}

function whatIsDue(lines: readonly Line[], now: number): { ended: Line[]; movable: Line[] } {
  const isOver = (line: Line) => line.startsAt <= now || line.isCancelled === 1
  return {
    ended: lines.filter((line) => isOver(line) || (line.nextOfferEnd ?? now + 1) <= now),
    // An offer that has ended is free in `free` already: its hold counts for nothing by then.
    movable: lines.filter((line) => !isOver(line) && line.free > 0 && line.waiting > 0),
  }
}

async function readLines({ db, now }: TenantContext): Promise<Line[]> {
  const entries = (what: string, condition: string) =>
    sql<number>`(SELECT ${sql.raw(what)} FROM waitlist_entries AS entry
      WHERE entry.session_id = sessions.id AND ${sql.raw(condition)})`
  const [lines] = await db.read([
    db.orm
      .select({
        sessionId: sessions.id,
        locationId: sessions.locationId,
        startsAt: sessions.startsAt,
        isCancelled: sql<number>`sessions.status = 'cancelled'`,
        free: countFreePlaces(now()),
        waiting: entries('count(*)', "entry.status = 'waiting'"),
        inQueue: entries('count(*)', "entry.status = 'waiting' AND entry.skip_reason IS NULL"),
        nextOfferEnd: entries('min(entry.offer_expires_at)', "entry.status = 'offered'"),
        nextHoldEnd: sql<number | null>`(SELECT min(other.expires_at) FROM holds AS other
          WHERE other.session_id = sessions.id AND other.status = 'active' AND other.expires_at > ${now()})`,
      })
      .from(sessions)
      .where(sql`sessions.id IN (SELECT session_id FROM waitlist_entries WHERE status IN ${IN_LINE})`),
  ])
  return lines
}

async function endWhatIsOver({ db, now: clock }: TenantContext): Promise<void> {
  const now = clock()
  const isOver = sql`session_id IN (SELECT id FROM sessions WHERE starts_at <= ${now} OR status = 'cancelled')`
  const [first, ...others] = [
    ...endEntries({
      where: sql`status = 'offered' AND (offer_expires_at <= ${now} OR ${isOver})`,
      status: 'expired',
      now,
    }),
    ...endEntries({ where: sql`status = 'waiting' AND ${isOver}`, status: 'unmet', now }),
  ].map((statement) => db.orm.run(statement))
  if (first) await db.write([first, ...others])
}

async function nextMove(ctx: TenantContext, lines: Line[]): Promise<number | null> {
  const { studio, ...catalogue } = await getCatalogue(ctx)
  const now = ctx.now()
  const times = lines.flatMap(
    ({ startsAt, nextOfferEnd, nextHoldEnd, waiting, free, inQueue, locationId }) => {
      const { timeZone } = getLocation({ studio, ...catalogue }, locationId)
      // A place kept for somebody who must not be woken; or their turn failed, and is tried again.
      const turn =
        free > 0 && inQueue > 0 ? Math.max(endOfQuiet(now, { ...studio, timeZone }), now + RETRY_MS) : null
      return [startsAt, nextOfferEnd, waiting > 0 ? nextHoldEnd : null, turn].filter((at) => at !== null)
    },
  )
  return times.length === 0 ? null : Math.min(...times)
}
