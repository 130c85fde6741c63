import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { sessions, waitlistEntries } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { selectEntries } from '../waitlist/find-entry.ts'
import { IN_LINE } from '../waitlist/in-line.ts'
import { toEntryView, type WaitlistEntryView } from '../waitlist/waitlist-entry-view.ts'
import { ownClientId } from './account-of.ts'

/**
 * The lines in which the client who signed in stands now, each with the position, soonest class first. One round trip.
 *
 * @throws AppError `unauthorized`; DatabaseError.
 */
export async function listMyWaitlist(ctx: TenantContext): Promise<WaitlistEntryView[]> {
  const clientId = ownClientId(ctx)
  if (clientId === null) return []
  const [catalogue, [found]] = await Promise.all([
    getCatalogue(ctx),
    ctx.db.read([
      selectEntries(ctx.db.orm)
        .where(
          and(
            eq(waitlistEntries.clientId, clientId),
            sql`${waitlistEntries.status} IN ${IN_LINE}`,
            gt(sessions.startsAt, ctx.now()),
          ),
        )
        .orderBy(asc(sessions.startsAt), asc(waitlistEntries.id)),
    ]),
  ])
  return found.map((one) => toEntryView(one, catalogue))
}
