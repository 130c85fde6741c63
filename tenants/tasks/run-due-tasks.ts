import { joinReads } from '../../db/join-reads.ts'
import { pruneAccess } from '../access/prune-access.ts'
import { completeBookings } from '../bookings/complete-bookings.ts'
import { expireRequests } from '../bookings/expire-requests.ts'
import { markNoShows } from '../bookings/mark-no-shows.ts'
import { decideAttendance } from '../classes/decide-attendance.ts'
import { extendSeries } from '../classes/extend-series.ts'
import type { TenantContext } from '../context.ts'
import { pruneDownloads } from '../downloads/prune-downloads.ts'
import { minutes } from '../durations.ts'
import { expireHolds } from '../holds/expire-holds.ts'
import { forgetImports } from '../imports/forget-imports.ts'
import { resumeImports } from '../imports/work-on-import.ts'
import { checkMailDomains } from '../mail-domain/check-mail-domain.ts'
import { planDigests } from '../messages/plan-digests.ts'
import { planMissYou } from '../messages/plan-miss-you.ts'
import { settleCharges } from '../policies/settle-charges.ts'
import { moveWaitlistsOn } from '../waitlist/move-waitlists-on.ts'
import { startWebhooks } from '../webhooks/start-webhooks.ts'
import { lookAtTasks, type FoundTasks } from './look-at-tasks.ts'

/**
 * Does what is due in one studio, if anything is, and gives when to come again (ms): now when there is more, null when
 * nothing is ahead. May be run any number of times, by several at once, and die in the middle.
 */
export type Task = (ctx: TenantContext) => Promise<number | null>

/** In this order: what takes people out of places comes before what gives those to the next. */
const tasks: Record<string, Task> = {
  expireRequests,
  decideAttendance,
  moveWaitlistsOn,
  markNoShows,
  completeBookings,
  settleCharges,
  planDigests,
  planMissYou,
  extendSeries,
  expireHolds,
  pruneAccess,
  pruneDownloads,
  checkMailDomains,
  startWebhooks,
  resumeImports,
  forgetImports,
}

export type TaskReport = {
  /** What could not be done, and is tried again; the others went on. */
  failures: { task: string; error: unknown }[]
  /** Whether any was due: if none was, nothing was written. */
  hasRun: boolean
  /** When to come again: always ahead; nothing when nothing is. */
  nextDueAt: number | null
}

/** A long list is worked off in pieces: so many at a time, and the rest after the other tasks and the mail. */
const MOST_ROUNDS = 5
const REST_AFTER_MS = minutes(1)
const AGAIN_AFTER_MS = minutes(5)

/**
 * Runs every task of a studio that is due, one after the other; one that fails stops none of the others. What they announce
 * is part of the answer, but for messages: send those right after (`send-due-messages.ts`). Does nothing for a suspended
 * studio. `found` is what a look a moment ago brought. Two round trips when nothing is due; none with `found`.
 *
 * Never rejects. What one visit wrote, another one finds: whoever dies in between has done part of the work.
 */
export async function runDueTasks(ctx: TenantContext, all = tasks, found?: FoundTasks): Promise<TaskReport> {
  const failures: TaskReport['failures'] = []
  if (ctx.tenant.status !== 'active') return { failures, hasRun: false, nextDueAt: null }
  const times: number[] = []
  const visit: TenantContext = { ...ctx, announce: async (dueAt) => void times.push(dueAt) }
  const names = Object.keys(all)
  const look = (from: number) => lookAtTasks({ ...ctx, db: joinReads(ctx.db) }, names.slice(from))
  let known = found ?? (await look(0))
  let hasRun = false
  for (const [index, [task, run]] of Object.entries(all).entries()) {
    const knownAt = known.get(task)
    if (knownAt !== undefined && (knownAt === null || knownAt > ctx.now())) {
      if (knownAt !== null) times.push(Math.max(knownAt, ctx.now() + REST_AFTER_MS))
      continue
    }
    hasRun = true
    try {
      const dueAt = await runUntilDone(visit, run)
      if (dueAt !== null) times.push(Math.max(dueAt, ctx.now() + REST_AFTER_MS))
    } catch (error) {
      failures.push({ task, error })
      times.push(ctx.now() + AGAIN_AFTER_MS)
    }
    // What one did may be what another one waits for. Where looking failed, everything is tried.
    if (known.size > 0) known = await look(index + 1)
  }
  const ahead = times.filter((at) => at > ctx.now())
  return { failures, hasRun, nextDueAt: ahead.length === 0 ? null : Math.min(...ahead) }
}

async function runUntilDone(ctx: TenantContext, run: Task): Promise<number | null> {
  let dueAt = await run(ctx)
  for (let round = 1; round < MOST_ROUNDS && dueAt !== null && dueAt <= ctx.now(); round += 1) {
    dueAt = await run(ctx)
  }
  return dueAt
}
