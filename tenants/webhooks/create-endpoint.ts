import { sql } from 'drizzle-orm'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { requireFeature } from '../plans/require-feature.ts'
import {
  endpointInput,
  requireSender,
  requireTarget,
  toLogged,
  type EndpointInput,
} from './endpoint-input.ts'
import { findEndpoint, toEndpoint, type WebhookEndpoint } from './endpoint-view.ts'
import { makeWebhookSecret } from './sign-webhook.ts'

/** Whatever happens is sent to each of them. */
export const MOST_ENDPOINTS = 10

/**
 * Has events sent to an address from now on. `secret` is to be shown once: it is kept sealed, and never shown again.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`; `invalid_input`; `conflict` (`too_many`),
 *   `not_allowed` (`plan_limit`); DatabaseError.
 */
export async function createEndpoint(
  ctx: TenantContext,
  raw: EndpointInput,
): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
  const input = parseInput(endpointInput, raw)
  const actor = requireSender(ctx, input.events)
  requireFeature(ctx, 'webhooks')
  const url = await requireTarget(ctx, input.url)
  const id = makeId('whk')
  const { secret, sealed } = await makeWebhookSecret(ctx, id)
  const { orm } = ctx.db
  const isRoom = await writeIfChanged(ctx.db, [
    orm.run(sql`INSERT INTO webhook_endpoints (id, url, events, description, secret_sealed, author, created_at)
      SELECT ${id}, ${url}, ${JSON.stringify(input.events)}, ${input.description}, ${sealed}, ${actor}, ${ctx.now()}
      WHERE (SELECT count(*) FROM webhook_endpoints) < ${MOST_ENDPOINTS}`),
    insertAudit(ctx, { actor, action: 'webhook.created', subjectId: id, after: toLogged({ ...input, url }) }),
  ])
  if (!isRoom) {
    const sentence = `A studio has ${MOST_ENDPOINTS} endpoints at most.`
    throw new AppError('conflict', sentence, { reason: 'too_many' })
  }
  return { endpoint: toEndpoint(await findEndpoint(ctx, id)), secret }
}
