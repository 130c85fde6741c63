import { z } from 'zod'
import type { TenantContext } from '../../tenants/context.ts'
import type { Wakeup } from '../../tenants/fleet/claim-due-tenants.ts'
import { makeFactsMemory, noteFacts } from '../../tenants/fleet/health/note-facts.ts'
import { noteWrongDatabase } from '../../tenants/fleet/health/note-wrong-database.ts'
import { findVisited } from '../../tenants/fleet/find-visited.ts'
import { settleWakeup } from '../../tenants/fleet/settle-wakeup.ts'
import type { Ports } from '../../tenants/messages/send-letter.ts'
import { sendDueMessages } from '../../tenants/messages/send-due-messages.ts'
import { reapplyErasures } from '../../tenants/privacy/reapply-erasures.ts'
import { lookAtStudio, type StudioLook } from '../../tenants/tasks/look-at-studio.ts'
import { runDueTasks } from '../../tenants/tasks/run-due-tasks.ts'
import { makeSystemContext, registryOf } from '../context.ts'
import type { Env } from '../env.ts'
import { logFailure } from '../log.ts'
import { makeGate } from '../providers/vendor-gates.ts'

/** Messages of a version before or after this one may be under way: what is not one is dropped, cron sends it again. */
const wakeupSchema: z.ZodType<Wakeup> = z.object({ tenantId: z.string(), wakeupAt: z.number() })

/** Most of a visit is waiting, for databases and for its turn at a vendor's gate. */
const STUDIOS_AT_ONCE = 5

const factsMemory = makeFactsMemory()

type Visit = { wakeup: Wakeup; messages: Message[]; requestId: string }
/** What lines of the log about a visit have in common. */
type Whose = { tenantId: string; requestId: string }
type Deps = { env: Env; ports: Ports; waitUntil: (work: Promise<unknown>) => void }

/**
 * Does and sends what is due in each studio that a message names, a few side by side. Several messages about one
 * studio are one visit. A studio that fails is tried again by itself.
 */
export async function consumeWakeups(batch: MessageBatch, deps: Deps): Promise<void> {
  const visits = new Map<string, Visit>()
  for (const message of batch.messages) {
    const { data: wakeup } = wakeupSchema.safeParse(message.body)
    if (!wakeup) {
      logFailure({ event: 'odd_wakeup', messageId: message.id, requestId: crypto.randomUUID() }, undefined)
      message.ack()
      continue
    }
    const visit = visits.get(wakeup.tenantId) ?? { wakeup, messages: [], requestId: crypto.randomUUID() }
    visit.messages.push(message)
    // The latest is a claim, if any of them is: that one must be given back.
    if (wakeup.wakeupAt > visit.wakeup.wakeupAt) visit.wakeup = wakeup
    visits.set(wakeup.tenantId, visit)
  }
  const queue = visits.values()
  const visitOneByOne = async () => {
    for (const visit of queue) await handleVisit(visit, deps)
  }
  await Promise.all(Array.from({ length: STUDIOS_AT_ONCE }, visitOneByOne))
}

async function handleVisit({ wakeup, messages, requestId }: Visit, deps: Deps): Promise<void> {
  const whose = { tenantId: wakeup.tenantId, requestId }
  try {
    await visitTenant(wakeup, whose, deps)
    for (const message of messages) message.ack()
  } catch (error) {
    logFailure({ event: 'visit_failed', ...whose }, error)
    await noteBroken(deps.env, whose, error)
    for (const message of messages) message.retry({ delaySeconds: 30 * message.attempts })
  }
}

/** Four round trips when nothing is due, and none of them writes into the studio. */
async function visitTenant(wakeup: Wakeup, whose: Whose, { env, ports, waitUntil }: Deps): Promise<void> {
  const { tenantId, requestId } = whose
  const registry = registryOf(env)
  const visited = await findVisited(registry, { tenantId, now: Date.now() })
  if (!visited) return
  const ctx = await makeSystemContext({ env, record: visited.record, requestId, waitUntil })
  const look = await lookAfterErasures(ctx, visited.toForget)
  const tasks = await runDueTasks(ctx, undefined, look.tasks)
  for (const { task, error } of tasks.failures) {
    logFailure({ event: 'task_failed', tenantId, task, requestId }, error)
  }
  const report = await sendDueMessages(ctx, {
    ...ports,
    gate: makeGate(env, whose),
    mailFrom: env.MAIL_FROM,
    found: tasks.hasRun ? undefined : look.outbox,
  })
  const { sent, skipped, failed, nextDueAt, tallies, backlog } = report
  await settleWakeup(registry, wakeup, {
    nextDueAt: soonest(tasks.nextDueAt, nextDueAt),
    tallies,
    backlog,
    now: ctx.now(),
  })
  await noteFacts(ctx, registry, factsMemory).catch((error: unknown) =>
    logFailure({ event: 'facts_failed', ...whose }, error),
  )
  // More than one visit can carry: the next one follows at once. A visit that did nothing leaves it to cron.
  if (nextDueAt !== null && sent + skipped + failed > 0 && nextDueAt <= ctx.now()) {
    await env.DUE_QUEUE.send({ tenantId, wakeupAt: nextDueAt })
  }
}

/** Whoever is on call is told; the visit has failed already. */
async function noteBroken(env: Env, whose: Whose, error: unknown): Promise<void> {
  try {
    await noteWrongDatabase(() => registryOf(env), { tenantId: whose.tenantId, error, now: Date.now() })
  } catch (second) {
    logFailure({ event: 'alert_unwritten', ...whose }, second)
  }
}

/** Forgets before anything is sent: in a database that was restored, and where an erasure was cut off. */
async function lookAfterErasures(ctx: TenantContext, toForget: readonly string[]): Promise<StudioLook> {
  const look = await lookAtStudio(ctx, toForget)
  if (look.unforgotten?.length === 0) return look
  try {
    await reapplyErasures(ctx, toForget)
  } catch (error) {
    logFailure({ event: 'erasures_failed', tenantId: ctx.tenant.id, requestId: ctx.requestId }, error)
  }
  return lookAtStudio(ctx, [])
}

function soonest(...times: (number | null)[]): number | null {
  const known = times.filter((at) => at !== null)
  return known.length === 0 ? null : Math.min(...known)
}
