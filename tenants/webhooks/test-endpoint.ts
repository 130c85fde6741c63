import { sql } from 'drizzle-orm'
import { requireStaff } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import type { TenantContext } from '../context.ts'
import { seconds } from '../durations.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { findEndpoint } from './endpoint-view.ts'
import { TEST_EVENT } from './webhook-event-types.ts'

const TEST_EVERY_MS = seconds(10)

/**
 * Has an event sent that means nothing, once, also to an endpoint that is paused: its delivery says whether it arrived.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; `rate_limited` within ten seconds; DatabaseError.
 */
export async function testEndpoint(
  ctx: TenantContext,
  { endpointId }: { endpointId: string },
): Promise<{ deliveryId: string }> {
  requireStaff(ctx, 'settings:change')
  await findEndpoint(ctx, endpointId)
  const now = ctx.now()
  const [eventId, deliveryId] = [makeId('whe'), makeId('whd')]
  const { orm } = ctx.db
  const isItsTurn = await writeIfChanged(ctx.db, [
    orm.run(sql`INSERT INTO webhook_events (id, type, subject_id, at)
      SELECT ${eventId}, ${TEST_EVENT}, ${endpointId}, ${now} WHERE NOT EXISTS (
        SELECT 1 FROM webhook_events WHERE subject_id = ${endpointId} AND at > ${now - TEST_EVERY_MS})`),
    orm.run(sql`INSERT INTO webhook_deliveries (id, event_id, endpoint_id, first_planned_at, planned_at)
      VALUES (${deliveryId}, ${eventId}, ${endpointId}, ${now}, ${now})`),
    // Whoever asks wants to know now.
    orm.run(sql`UPDATE webhook_endpoints SET retry_at = NULL WHERE id = ${endpointId}`),
  ])
  if (!isItsTurn) {
    throw new AppError('rate_limited', 'One was sent just now.', { retryAfterSeconds: TEST_EVERY_MS / 1_000 })
  }
  await ctx.startWork({ kind: 'webhooks' })
  return { deliveryId }
}
