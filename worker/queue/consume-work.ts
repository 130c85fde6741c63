import { z } from 'zod'
import { findTenant } from '../../tenants/fleet/find-tenant.ts'
import { runWork } from '../../tenants/tasks/run-work.ts'
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
        await runWork(ctx, work, makeWebhookSending(env))
      }
      message.ack()
    } catch (error) {
      logFailure({ event: 'work_failed', tenantId, task: work.kind, requestId }, error)
      message.retry({ delaySeconds: 30 * message.attempts })
    }
  }
}
