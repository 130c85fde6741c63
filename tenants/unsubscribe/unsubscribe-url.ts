import type { TenantContext } from '../context.ts'
import { makeUnsubscribeToken, type Subscription } from './unsubscribe-token.ts'

/** The link that says no to a kind of mail, on the host this context speaks for: a page for people, one click for programs. */
export async function makeUnsubscribeUrl(ctx: TenantContext, subscription: Subscription): Promise<string> {
  return `${ctx.origin}/unsubscribe?token=${await makeUnsubscribeToken(ctx, subscription)}`
}

/** What lets mail programs show a button for it, and press it themselves (RFC 2369, RFC 8058). */
export async function makeUnsubscribeHeaders(
  ctx: TenantContext,
  subscription: Subscription,
): Promise<Record<string, string>> {
  return {
    'List-Unsubscribe': `<${await makeUnsubscribeUrl(ctx, subscription)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}
