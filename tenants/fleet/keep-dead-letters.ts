import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { deadLetters } from '../../db/registry/schema/index.ts'

export type DeadLetterQueue = 'messages' | 'work'

/** How often a queue delivers before it gives up: `max_retries` in `wrangler.toml`, and the first time. */
export const deliveries: Record<DeadLetterQueue, number> = { messages: 6, work: 4 }

/** What a queue gave up on, under the queue's id of it. `tenantId` is null for what names no studio. */
export type DeadLetter = { id: string; tenantId: string | null; body: unknown }

/**
 * Keeps what a queue gave up on, for operators. Of a studio that cannot be visited there is one open letter, however often
 * it is tried; of work one for each thing to be done. What is there already is counted up.
 *
 * @throws DatabaseError
 */
export async function keepDeadLetters(
  { orm, write }: Registry,
  letters: readonly DeadLetter[],
  { queue, now }: { queue: DeadLetterQueue; now: number },
): Promise<void> {
  const [first, ...rest] = letters.flatMap(({ id, tenantId, body }) => {
    const text = JSON.stringify(body ?? null)
    const isSame =
      queue === 'messages' && tenantId !== null
        ? eq(deadLetters.tenantId, tenantId)
        : eq(deadLetters.body, text)
    const isOpen = and(eq(deadLetters.queue, queue), isSame, isNull(deadLetters.replayedAt))
    return [
      orm
        .update(deadLetters)
        .set({ attempts: sql`${deadLetters.attempts} + ${deliveries[queue]}`, diedAt: now })
        .where(isOpen),
      orm.run(sql`INSERT INTO dead_letters (id, queue, tenant_id, body, attempts, died_at)
        SELECT ${id}, ${queue}, ${tenantId}, ${text}, ${deliveries[queue]}, ${now}
        WHERE NOT EXISTS (SELECT 1 FROM dead_letters WHERE ${isOpen}) ON CONFLICT (id) DO NOTHING`),
    ]
  })
  if (first) await write([first, ...rest])
}
