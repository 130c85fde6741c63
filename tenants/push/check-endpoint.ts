import type { TenantContext } from '../context.ts'
import { checkAddress, checkTarget } from '../webhooks/check-target.ts'

/** The push services of the browsers there are: their names need not be looked up each time. */
const KNOWN =
  /^https:\/\/(fcm\.googleapis\.com|updates\.push\.services\.mozilla\.com|web\.push\.apple\.com|[\w-]+\.notify\.windows\.com)\//

/**
 * Whether a push may be sent to an address that a browser gave: https to the open network, as of webhooks. To ask when it
 * is saved, and whenever it is used.
 *
 * @throws DatabaseError
 */
export async function isFitEndpoint(ctx: Pick<TenantContext, 'domains'>, endpoint: string): Promise<boolean> {
  const check = await (KNOWN.test(endpoint) ? checkAddress : checkTarget)(ctx, endpoint)
  // Push services have no other scheme (RFC 8030), not on a developer's machine either.
  return check.ok && check.url.protocol === 'https:'
}
