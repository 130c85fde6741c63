import type { SQL } from 'drizzle-orm'
import { insertAudit } from '../audit/insert-audit.ts'
import type { SessionRow } from '../../db/tenant/schema/index.ts'
import { trainersOf } from '../calendar/trainers-of.ts'
import type { TenantContext } from '../context.ts'
import { freePlaces } from '../bookings/free-places.ts'
import { announceSessions } from './announce-sessions.ts'
import { dropSessions, finishCallOffs } from './call-off.ts'
import { followSessions } from './follow-sessions.ts'
import type { ChangedSession } from './read-affected.ts'
import { refuseIfChanged } from './refuse-if-changed.ts'
import { updateSessions } from './update-sessions.ts'
import { insertSessions } from './write-sessions.ts'

export type Changes = {
  changed: readonly ChangedSession[]
  added: readonly SessionRow[]
  /** They do not take place any more. */
  dropped: readonly SessionRow[]
  /** Why, told to whoever is booked in those. */
  dropReason: string | null
  /** `staff:key_…` or `system`. */
  actor: string
  /** Statements that go first in the same batch. */
  first?: readonly SQL[]
}

/**
 * Writes changes of sessions in one batch: bookings go along with their session and those who are booked are told, once;
 * nobody loses a place because there are fewer. Then whoever waits gets the places there are more, and whoever is booked in
 * a dropped session is told so.
 *
 * Throws DatabaseError: a `constraint` when something is in the way, or not as it was read (`retryClashes`).
 */
export async function commitChanges(ctx: TenantContext, changes: Changes): Promise<void> {
  const { changed, added, dropped, dropReason, actor, first = [] } = changes
  const { db } = ctx
  const now = ctx.now()
  const run = (statements: readonly SQL[]) => statements.map((statement) => db.orm.run(statement))
  const droppedIds = dropped.map(({ id }) => id)
  const forced = [...changed.map((one) => one.after), ...added].filter((row) => isForcedNow(row, changed))
  const asRead = refuseIfChanged([...changed.map((one) => one.before), ...dropped])
  await db.write([
    db.orm.run(asRead),
    ...run(first),
    ...run(droppedIds.length > 0 ? dropSessions(droppedIds, { reason: dropReason, now }) : []),
    ...updateSessions(db, changed, now),
    ...insertSessions(db, added),
    ...run(followSessions({ sessionIds: changed.map((one) => one.after.id), actor, now })),
    ...forced.map(({ id, overrideReason }) =>
      insertAudit(ctx, { actor, action: 'session.override', subjectId: id, reason: overrideReason }),
    ),
  ])
  if (dropped.length > 0) await finishCallOffs(ctx, actor)
  // Messages were written with most changes, and whoever waits may have more places now.
  await ctx.announce(now)
  const roomier = changed
    .filter(hasMorePlaces)
    .map(({ after: { id, trainerId } }) => ({ id, trainerId, sessionId: id }))
  if (roomier.length > 0) await freePlaces(ctx, roomier)
  await announceSessions(ctx, [...changed.map((one) => one.after), ...added])
  const touched = [...changed.flatMap(({ before, after }) => [before, after]), ...added, ...dropped]
  await ctx.calendar.announce(trainersOf(touched))
}

function isForcedNow(row: SessionRow, changed: readonly ChangedSession[]): boolean {
  const before = changed.find((one) => one.after === row)?.before
  return row.overrideReason !== null && row.overrideReason !== before?.overrideReason
}

function hasMorePlaces({ before, after }: ChangedSession): boolean {
  const online = ({ capacity, onlineCapacity, walkInCapacity }: SessionRow) =>
    Math.min(onlineCapacity ?? capacity, capacity - walkInCapacity)
  return after.capacity > before.capacity || online(after) > online(before)
}
