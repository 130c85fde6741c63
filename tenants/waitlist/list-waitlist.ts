import { asc, eq } from 'drizzle-orm'
import { sessions, waitlistEntries, waitlistStatuses } from '../../db/tenant/schema/index.ts'
import { requireFor, requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { selectEntries } from './find-entry.ts'
import { toEntryView, type WaitlistEntryView } from './waitlist-entry-view.ts'

export type Waitlist = {
  /** Everybody who ever waited, in the order they came. */
  entries: WaitlistEntryView[]
  /** How many places were asked for, by what became of it: `unmet` is what could have been sold. */
  places: Record<WaitlistEntryView['status'], number>
}

/**
 * The waitlist of one session, for staff, for a trainer of what they give.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function listWaitlist(
  ctx: TenantContext,
  { sessionId }: { sessionId: string },
): Promise<Waitlist> {
  requireReach(ctx, 'bookings:view')
  const { orm } = ctx.db
  const [catalogue, [[session], found]] = await Promise.all([
    getCatalogue(ctx),
    ctx.db.read([
      orm
        .select({ first: sessions.trainerId, second: sessions.secondTrainerId })
        .from(sessions)
        .where(eq(sessions.id, sessionId)),
      selectEntries(orm)
        .where(eq(waitlistEntries.sessionId, sessionId))
        .orderBy(asc(waitlistEntries.joinedAt), asc(waitlistEntries.id)),
    ]),
  ])
  if (!session) throw new AppError('not_found', 'There is no such session.')
  requireFor(ctx, 'bookings:view', [session.first, session.second])
  const entries = found.map((one) => toEntryView(one, catalogue))
  const placesOf = (status: WaitlistEntryView['status']) =>
    entries.reduce((sum, entry) => sum + (entry.status === status ? entry.partySize : 0), 0)
  // A count for each status there is.
  const places = Object.fromEntries(waitlistStatuses.map((status) => [status, placesOf(status)]))
  return { entries, places: places as Waitlist['places'] }
}
