import { and, inArray, isNull, lte, notInArray } from 'drizzle-orm'
import {
  apiKeys,
  loginSessions,
  messages,
  oneTimeTokens,
  supportVisits,
  webhookDeliveries,
} from '../../../db/tenant/schema/index.ts'
import { completeBookings } from '../../bookings/complete-bookings.ts'
import { expireRequests } from '../../bookings/expire-requests.ts'
import { markNoShows } from '../../bookings/mark-no-shows.ts'
import { decideAttendance } from '../../classes/decide-attendance.ts'
import type { TenantContext } from '../../context.ts'
import { settleCharges } from '../../policies/settle-charges.ts'
import { runDueTasks } from '../../tasks/run-due-tasks.ts'

/** What came to its end meanwhile, and was told when it did. */
const closing = { expireRequests, decideAttendance, markNoShows, completeBookings, settleCharges }

/**
 * Before a studio goes on with a database of some time ago: what it would send of the time between is skipped, as it went out
 * then; nobody is signed in, nor in it as support, links that were mailed open nothing, and of its programs' keys only those stay that are good in
 * the database in use (`keysInUse`; null where that cannot be read). Run twice, it changes nothing more.
 *
 * @throws DatabaseError, or the first failure of a task.
 */
export async function calmStudio(ctx: TenantContext, keysInUse: readonly string[] | null): Promise<void> {
  const quiet: TenantContext = { ...ctx, announce: async () => {} }
  const { failures } = await runDueTasks(quiet, closing)
  if (failures[0]) throw failures[0].error
  const { orm, write } = ctx.db
  const now = ctx.now()
  const settled = { state: 'skipped', reason: 'restored', settledAt: now, claimedUntil: null } as const
  await write([
    orm
      .update(messages)
      .set(settled)
      .where(and(inArray(messages.state, ['planned', 'claimed']), lte(messages.plannedAt, now))),
    orm
      .update(webhookDeliveries)
      .set(settled)
      .where(inArray(webhookDeliveries.state, ['planned', 'claimed'])),
    orm.delete(loginSessions),
    orm.update(supportVisits).set({ endedAt: now }).where(isNull(supportVisits.endedAt)),
    orm.update(oneTimeTokens).set({ usedAt: now }).where(isNull(oneTimeTokens.usedAt)),
    orm
      .update(apiKeys)
      .set({ revokedAt: now })
      .where(and(isNull(apiKeys.revokedAt), keysInUse ? notInArray(apiKeys.id, [...keysInUse]) : undefined)),
  ])
}

/** The keys of a studio's programs that are good now. @throws DatabaseError */
export async function listKeysInUse({ orm, read }: TenantContext['db']): Promise<string[]> {
  const [rows] = await read([orm.select({ id: apiKeys.id }).from(apiKeys).where(isNull(apiKeys.revokedAt))])
  return rows.map(({ id }) => id)
}
