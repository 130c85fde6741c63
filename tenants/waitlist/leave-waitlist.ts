import { sql } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { endEntries } from './end-entries.ts'
import { getWaitlistEntry, type ManagedEntry } from './get-waitlist-entry.ts'
import { promoteWaiting } from './promote-waiting.ts'
import type { WaitlistEntryView } from './waitlist-entry-view.ts'
import { isStaff } from '../access/require-staff.ts'

/**
 * Leaves the line; leaving again changes nothing. Whoever is offered a place declines it with this, too, and that at any
 * time; whoever only waits leaves before the studio's time for it, as they may be booked from then on. Staff may always.
 *
 * @throws AppError `not_found`, `forbidden`; `conflict` (`promoted`) once it has become a booking; `not_allowed` (`leave_closed`);
 * DatabaseError.
 */
export async function leaveWaitlist(ctx: TenantContext, managed: ManagedEntry): Promise<WaitlistEntryView> {
  const before = await getWaitlistEntry(ctx, managed, 'bookings:change')
  if (before.status === 'promoted') throw isPromoted()
  if (before.status !== 'waiting' && before.status !== 'offered') return before
  const isClosed = before.status === 'waiting' && ctx.now() >= before.leaveUntil
  if (isClosed && !isStaff(ctx)) {
    throw new AppError('not_allowed', 'It is too late to leave the waitlist.', { reason: 'leave_closed' })
  }
  return takeOut(ctx, before, managed)
}

/** Takes somebody out of the line, and lets the next have what was kept for them. */
export async function takeOut(
  ctx: TenantContext,
  before: WaitlistEntryView,
  managed: ManagedEntry,
): Promise<WaitlistEntryView> {
  const { db } = ctx
  const [first, ...others] = endEntries({ where: sql`id = ${before.id}`, status: 'left', now: ctx.now() })
  await db.write([db.orm.run(first), ...others.map((statement) => db.orm.run(statement))])
  await promoteWaiting(ctx, before.sessionId)
  const after = await getWaitlistEntry(ctx, managed)
  if (after.status === 'promoted') throw isPromoted()
  return after
}

function isPromoted(): AppError {
  return new AppError('conflict', 'You have a place: cancel the booking instead.', { reason: 'promoted' })
}
