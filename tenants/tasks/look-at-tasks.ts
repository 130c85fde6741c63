import { nextPruned } from '../access/prune-access.ts'
import { nextCompletion } from '../bookings/complete-bookings.ts'
import { nextExpiry } from '../bookings/expire-requests.ts'
import { nextNoShow } from '../bookings/mark-no-shows.ts'
import { nextDecision } from '../classes/decide-attendance.ts'
import { nextExtension } from '../classes/extend-series.ts'
import type { TenantContext } from '../context.ts'
import { nextPrunedDownload } from '../downloads/prune-downloads.ts'
import { nextExpiredHold } from '../holds/expire-holds.ts'
import { nextForgotten } from '../imports/forget-imports.ts'
import { nextResumption } from '../imports/work-on-import.ts'
import { nextMailDomainLook } from '../mail-domain/check-mail-domain.ts'
import { nextDigest } from '../messages/plan-digests.ts'
import { nextMissYou } from '../messages/plan-miss-you.ts'
import { nextCharge } from '../policies/settle-charges.ts'
import { nextWaitlistMove } from '../waitlist/move-waitlists-on.ts'
import { nextWebhooks } from '../webhooks/start-webhooks.ts'

/** When a task is next due (ms), now or before when it is, null when nothing is ahead. Writes nothing. */
type Look = (ctx: TenantContext) => Promise<number | null>

const looks: Record<string, Look> = {
  expireRequests: nextExpiry,
  decideAttendance: nextDecision,
  moveWaitlistsOn: nextWaitlistMove,
  markNoShows: nextNoShow,
  completeBookings: nextCompletion,
  settleCharges: nextCharge,
  planDigests: nextDigest,
  planMissYou: nextMissYou,
  extendSeries: nextExtension,
  expireHolds: nextExpiredHold,
  pruneAccess: nextPruned,
  pruneDownloads: nextPrunedDownload,
  checkMailDomains: nextMailDomainLook,
  startWebhooks: nextWebhooks,
  resumeImports: nextResumption,
  forgetImports: nextForgotten,
}

/** When each task is due, by its name; one that could not be looked at is not in it. */
export type FoundTasks = ReadonlyMap<string, number | null>

/**
 * Looks side by side when these tasks of `run-due-tasks.ts` are due: two round trips in a context whose reads are joined
 * (`db/join-reads.ts`). Never rejects.
 */
export async function lookAtTasks(
  ctx: TenantContext,
  names: readonly string[] = Object.keys(looks),
): Promise<FoundTasks> {
  const found = new Map<string, number | null>()
  const lookAt = async (name: string) => {
    const look = looks[name]
    if (look) found.set(name, await look(ctx))
  }
  await Promise.allSettled(names.map(lookAt))
  return found
}
