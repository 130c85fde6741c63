import { z } from 'zod'
import { noteTally } from '../../tenants/fleet/add-tally.ts'
import { findTenant } from '../../tenants/fleet/find-tenant.ts'
import { runWork } from '../../tenants/tasks/run-work.ts'
import type { WebhookTally } from '../../tenants/webhooks/tally-deliveries.ts'
import { makeSystemContext, registryOf } from '../context.ts'
import type { Env, WorkMessage } from '../env.ts'
import { logFailure } from '../log.ts'
import { makeWebhookSending } from './make-webhook-sending.ts'

const workSchema: z.ZodType<WorkMessage> = z.object({
  tenantId: z.string(),
  work: z.union([
    z.object({ kind: z.enum(['download', 'import']), id: z.string() }),
    z.object({ kind: z.literal('webhooks') }),
  ]),
})

type Deps = { env: Env; waitUntil: (work: Promise<unknown>) => void }

/** Does what takes longer than a request, one thing after the other; what fails is tried again. */
export async function consumeWork(batch: MessageBatch, { env, waitUntil }: Deps): Promise<void> {
  for (const message of batch.messages) {
    const requestId = crypto.randomUUID()
    const { data: asked } = workSchema.safeParse(message.body)
    if (!asked) {
      logFailure({ event: 'odd_work', messageId: message.id, requestId }, undefined)
      message.ack()
      continue
    }
    const { tenantId, work } = asked
    try {
      const record = await findTenant(registryOf(env), tenantId)
      // Taking one's data along is open to a closed studio, too.
      if (record?.tenant.status === 'moving') throw new Error('The studio is moving.')
      if (record) {
        const ctx = await makeSystemContext({ env, record, requestId, waitUntil })
        const whose = { tenantId, requestId }
        await runWork(ctx, work, {
          ...makeWebhookSending(env),
          note: (tally) => noteWebhooks(env, whose, tally),
        })
      }
      message.ack()
    } catch (error) {
      logFailure({ event: 'work_failed', tenantId, task: work.kind, requestId }, error)
      message.retry({ delaySeconds: 30 * message.attempts })
    }
  }
}

/** For operators. They went out: that nobody could write it down is no reason to do anything again. */
async function noteWebhooks(
  env: Env,
  whose: { tenantId: string; requestId: string },
  tally: WebhookTally,
): Promise<void> {
  try {
    await noteTally(registryOf(env), { tenantId: whose.tenantId, tally, now: Date.now() })
  } catch (error) {
    logFailure({ event: 'tally_unwritten', ...whose }, error)
  }
}
