import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { webhookEndpoints, type WebhookEndpointRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { changesOf } from '../audit/changes-of.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { insistOnEdition, unlessChanged } from '../edition.ts'
import { parseInput } from '../parse-input.ts'
import { given } from '../studio/staff-input.ts'
import { skipOpen } from './disable-endpoint.ts'
import {
  endpointInput,
  requireSender,
  requireTarget,
  toLogged,
  type EndpointInput,
} from './endpoint-input.ts'
import { findEndpoint, toEndpoint, type WebhookEndpoint } from './endpoint-view.ts'

const changeInput = endpointInput.extend({ status: z.enum(['active', 'paused', 'disabled'], 'invalid') })
export type EndpointChange = {
  [Field in keyof EndpointInput]?: EndpointInput[Field] | undefined
} & {
  status?: 'active' | 'paused' | undefined
  /** As it was seen; without it as it is. */
  edition?: number | undefined
}

/**
 * Changes where events go or which, pauses an endpoint, or lets it hear of what happens again. What was to be sent to a
 * paused one is not.
 *
 * @throws AppError `unauthorized`, `forbidden`; `reauthentication_required` for another address or other events;
 *   `not_found`, `invalid_input`, `changed_meanwhile`; DatabaseError.
 */
export async function changeEndpoint(
  ctx: TenantContext,
  { endpointId, edition, ...changes }: { endpointId: string } & EndpointChange,
): Promise<WebhookEndpoint> {
  const actor = requireStaff(ctx, 'settings:change')
  const before = await findEndpoint(ctx, endpointId)
  const { url, events, description, status } = before
  const input = parseInput(changeInput, { url, events, description, status, ...given(changes) })
  const isElsewhere = input.url !== url || !isSameSet(input.events, events)
  if (isElsewhere) requireSender(ctx, input.events)
  const isOpened = input.status === 'active' && status !== 'active'
  const row: Partial<WebhookEndpointRow> = {
    ...input,
    // Where nothing may be sent, nothing begins to be.
    url: isElsewhere || isOpened ? await requireTarget(ctx, input.url) : url,
    ...(isOpened ? { statusReason: null } : {}),
    // Who is called somewhere else, or again, has failed in nothing yet.
    ...(isElsewhere || isOpened ? { failingSince: null, retryAt: null } : {}),
  }
  const { orm, write } = ctx.db
  const isIt = eq(webhookEndpoints.id, endpointId)
  const logged = changesOf(
    { ...toLogged(before), status },
    { ...toLogged({ ...before, ...row }), status: input.status },
  )
  await unlessChanged(() =>
    write([
      insistOnEdition(ctx.db, { table: webhookEndpoints, isIt, edition: edition ?? before.edition }),
      orm.update(webhookEndpoints).set(row).where(isIt),
      insertAudit(ctx, { actor, action: 'webhook.changed', subjectId: endpointId, ...logged }),
      ...(input.status === 'paused'
        ? [orm.run(skipOpen({ endpointId, reason: 'paused', now: ctx.now() }))]
        : []),
    ]),
  )
  return toEndpoint(await findEndpoint(ctx, endpointId))
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.toSorted().join() === others.toSorted().join()
}
