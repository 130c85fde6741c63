import { sql } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { messageTallies } from '../../db/registry/schema/index.ts'
import { hours } from '../durations.ts'
import type { Tally } from '../messages/tally-settlements.ts'
import type { WebhookTally } from '../webhooks/tally-deliveries.ts'

export type StudioTally = { tenantId: string; tally: Tally | WebhookTally; now: number }

/** A statement that adds what became of a studio's messages to what is known of this hour of UTC. */
export function addTally({ orm }: Pick<Registry, 'orm'>, { tenantId, tally, now }: StudioTally) {
  const { sent, failed, retried, skipped } = messageTallies
  return orm
    .insert(messageTallies)
    .values({ ...tally, tenantId, hourAt: now - (now % hours(1)) })
    .onConflictDoUpdate({
      target: [messageTallies.hourAt, messageTallies.vendor, messageTallies.tenantId],
      set: {
        sent: sql`${sent} + excluded.sent`,
        failed: sql`${failed} + excluded.failed`,
        retried: sql`${retried} + excluded.retried`,
        skipped: sql`${skipped} + excluded.skipped`,
      },
    })
}

/** Writes down what became of a studio's webhooks in one run: one round trip. @throws DatabaseError */
export async function noteTally(registry: Registry, studio: StudioTally): Promise<void> {
  await registry.write([addTally(registry, studio)])
}
