import { and, eq } from 'drizzle-orm'
import { wakeups } from '../../db/registry/schema/index.ts'
import { messages } from '../../db/tenant/schema/index.ts'
import type { System } from '../../scripts/local/start-system.ts'

/** Nobody can wait a day in a test: the reminders of a booking, and the studio's wake-up, become due now. */
export async function makeRemindersDue(
  { fleet, openTenant }: System,
  { tenantId, bookingId }: { tenantId: string; bookingId: string },
): Promise<void> {
  const now = Date.now()
  const db = await openTenant(tenantId)
  const isReminder = and(eq(messages.bookingId, bookingId), eq(messages.kind, 'reminder'))
  await db.write([
    db.orm
      .update(messages)
      .set({ plannedAt: now - 1_000 })
      .where(isReminder),
  ])
  await fleet.registry.write([
    fleet.registry.orm
      .insert(wakeups)
      .values({ tenantId, dueAt: now })
      .onConflictDoUpdate({ target: wakeups.tenantId, set: { dueAt: now } }),
  ])
}
