import { z } from 'zod'
import { keepDeadLetters, type DeadLetterQueue } from '../../tenants/fleet/keep-dead-letters.ts'
import { registryOf } from '../context.ts'
import type { Env } from '../env.ts'
import { logFailure } from '../log.ts'

/** As much of a letter as is asked for here; the rest is kept as it is. */
const letterSchema = z.object({ tenantId: z.string() })

/**
 * Writes down what the queues gave up on, where operators see it and pass it on again (`/operator/messages`). While the
 * registry is away it stays in its queue.
 */
export async function consumeDeadLetters(batch: MessageBatch, { env }: { env: Env }): Promise<void> {
  const queue: DeadLetterQueue = batch.queue.endsWith('-work-dead') ? 'work' : 'messages'
  const letters = batch.messages.map(({ id, body }) => ({
    id,
    tenantId: letterSchema.safeParse(body).data?.tenantId ?? null,
    body,
  }))
  // Letters are of many studios; each is listed with its own.
  const facts = { queue, letters: letters.length, requestId: crypto.randomUUID() }
  try {
    await keepDeadLetters(registryOf(env), letters, { queue, now: Date.now() })
    for (const message of batch.messages) message.ack()
    logFailure({ event: 'dead_letters', ...facts }, undefined)
  } catch (error) {
    logFailure({ event: 'dead_letters_unkept', ...facts }, error)
    for (const message of batch.messages)
      message.retry({ delaySeconds: Math.min(60 * message.attempts, 3_600) })
  }
}
