import { z } from 'zod'
import { chores, type Chore, type FleetContext, type FleetWork } from '../../tenants/fleet/fleet-context.ts'
import { runJob } from '../../tenants/fleet/jobs/run-job.ts'
import type { Env } from '../env.ts'
import { makeFleetContext } from '../fleet-context.ts'
import { logFailure } from '../log.ts'

const workSchema: z.ZodType<FleetWork> = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['job', 'migration']), id: z.string() }),
  z.object({ kind: z.literal('chore'), id: z.enum(chores) }),
])

/** What is done again and again; each rejects when it could not, and is tried again. */
const choreVerbs: Partial<Record<Chore, (fleet: FleetContext) => Promise<unknown>>> = {
  alerts: async (fleet) => (await import('../../tenants/fleet/health/run-alerts.ts')).runAlerts(fleet),
  backups: async (fleet) =>
    (await import('../../tenants/fleet/backups/look-after-backups.ts')).lookAfterBackups(fleet),
  deletions: async (fleet) =>
    (await import('../../tenants/fleet/deletions/start-deletions.ts')).startDeletions(fleet),
  drills: async (fleet) =>
    (await import('../../tenants/fleet/backups/start-due-drills.ts')).startDueDrills(fleet),
  hostnames: async (fleet) =>
    (await import('../../tenants/fleet/hostnames/reconcile-hostnames.ts')).reconcileHostnames(fleet),
  plans: async (fleet) => (await import('../../tenants/fleet/push-limits.ts')).pushAllLimits(fleet),
  usage: async (fleet) => (await import('../../tenants/fleet/health/collect-usage.ts')).collectUsage(fleet),
}

async function advanceMigration(fleet: FleetContext, id: string): Promise<void> {
  const { advanceRun } = await import('../../tenants/fleet/migrations/advance-run.ts')
  await advanceRun(fleet, id)
}

type Deps = { env: Env; waitUntil: (work: Promise<unknown>) => void }

/** Does what concerns studios as a whole, one thing after the other; what fails is tried again. */
export async function consumeFleetWork(batch: MessageBatch, { env, waitUntil }: Deps): Promise<void> {
  for (const message of batch.messages) {
    const requestId = crypto.randomUUID()
    const { data: work } = workSchema.safeParse(message.body)
    if (!work) {
      logFailure({ event: 'odd_fleet_work', messageId: message.id, requestId }, undefined)
      message.ack()
      continue
    }
    const fleet = makeFleetContext(env, { requestId, waitUntil })
    try {
      if (work.kind === 'job') await runJob(fleet, work.id)
      if (work.kind === 'migration') await advanceMigration(fleet, work.id)
      if (work.kind === 'chore') await choreVerbs[work.id]?.(fleet)
      message.ack()
    } catch (error) {
      logFailure({ event: 'fleet_work_failed', task: `${work.kind} ${work.id}`, requestId }, error)
      // What cron says again every minute is not worth a dead letter.
      if (work.kind !== 'job') message.ack()
      else message.retry({ delaySeconds: 10 * message.attempts })
    }
  }
}
