import { z } from 'zod'
import { requireFresh } from '../access/require-fresh.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { line } from '../input-parts.ts'
import { invalidFields } from '../parse-input.ts'
import { checkTarget, type TargetFault } from './check-target.ts'
import { EVERY_EVENT, rightsFor, webhookEventTypes } from './webhook-event-types.ts'

export const endpointInput = z.object({
  url: z.string().trim().min(1, 'required'),
  /** Names of events, or `*` for all there will ever be. */
  events: z
    .array(z.enum([EVERY_EVENT, ...webhookEventTypes], 'invalid'))
    .min(1, 'required')
    .transform((events) => (events.includes(EVERY_EVENT) ? [EVERY_EVENT] : [...new Set(events)])),
  /** For staff. */
  description: z.union([z.literal(''), line(120)]).default(''),
})
export type EndpointInput = z.input<typeof endpointInput>

const sentences: Record<TargetFault, string> = {
  too_long: 'This address is too long.',
  not_an_address: 'This is not an address such as https://example.com/webhooks.',
  not_https: 'The address has to begin with https://.',
  has_login: 'The address may not carry a name or a password before the @.',
  has_port: 'The address may not name a port.',
  not_public: 'This address cannot be reached from outside.',
  platforms: 'This address belongs to the platform or to a studio’s site.',
  unresolved: 'This name cannot be found just now.',
}

/** The address as it is kept, when something may be sent there. @throws AppError `invalid_input` for `url`; DatabaseError. */
export async function requireTarget(ctx: TenantContext, url: string): Promise<string> {
  const check = await checkTarget(ctx, url)
  if (check.ok) return check.url.href
  throw invalidFields([{ path: 'url', code: check.fault, message: sentences[check.fault] }])
}

/**
 * Who decides where data of the studio's go: a person, just now, who may see all that is sent there.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`.
 */
export function requireSender(ctx: TenantContext, events: readonly string[]): string {
  const actor = requireStaff(ctx, 'settings:change')
  requireFresh(ctx)
  for (const right of rightsFor(events)) requireStaff(ctx, right)
  return actor
}

/** What the log says of an address: in its path or query there may be a secret. */
export function toLogged({ url, events }: { url: string; events: string[] }) {
  return { host: new URL(url).host, events }
}
