import { sql, type SQL } from 'drizzle-orm'
import type { WebhookEndpointRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'

/** `dead`: everything failed for days. `gone`: it said so itself. */
type Disabling = { endpoint: Pick<WebhookEndpointRow, 'id' | 'url'>; reason: 'dead' | 'gone' }

/**
 * Statements that disable an endpoint where nobody is any more, once: it is in the log, the owners are told, and what was
 * still to be sent there is not. Call `ctx.announce(ctx.now())` after the batch.
 */
export function disableEndpoint({ db, now, requestId }: TenantContext, { endpoint, reason }: Disabling) {
  const at = now()
  const endpointId = endpoint.id
  const details = { endpointId, host: new URL(endpoint.url).host, reason }
  return [
    sql`UPDATE webhook_endpoints SET status = 'disabled', status_reason = ${reason}, retry_at = NULL
      WHERE id = ${endpointId} AND status = 'active'`,
    sql`INSERT INTO audit_log (id, at, actor, action, subject_id, request_id, reason)
      SELECT ${makeId('aud')}, ${at}, 'system', 'webhook.disabled', ${endpointId}, ${requestId}, ${reason}
      WHERE changes() > 0`,
    sql`INSERT INTO messages (id, user_id, booking_version, kind, channel, recipient, locale, planned_at, details)
      SELECT 'msg_' || lower(hex(randomblob(10))), users.id, ${at}, 'webhook_disabled', 'email', users.email, users.locale, ${at},
        ${JSON.stringify(details)}
      FROM staff JOIN users ON users.id = staff.user_id
      WHERE changes() > 0 AND staff.role = 'owner' AND staff.status = 'active'`,
    skipOpen({ endpointId, reason: 'disabled', now: at }),
  ].map((statement) => db.orm.run(statement))
}

type Skipping = { endpointId: string; reason: 'paused' | 'disabled'; now: number }

/** A statement that drops what was still to be sent to an endpoint. */
export function skipOpen({ endpointId, reason, now }: Skipping): SQL {
  return sql`UPDATE webhook_deliveries SET state = 'skipped', reason = ${reason}, settled_at = ${now}, claimed_until = NULL
    WHERE state IN ('planned', 'claimed') AND state = 'planned' AND endpoint_id = ${endpointId}`
}
