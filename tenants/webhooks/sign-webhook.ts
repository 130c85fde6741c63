import type { WebhookEndpointRow } from '../../db/tenant/schema/index.ts'
import { openText, sealText } from '../access/sealed-text.ts'
import type { TenantContext } from '../context.ts'

const PREFIX = 'whsec_'

/** A studio, or the platform, which tells its operators of alerts. */
type Keeping = Pick<TenantContext, 'keys'> & { tenant: { id: string } }

/** What an endpoint's requests are signed with: shown once, and kept sealed. */
export async function makeWebhookSecret(
  ctx: Keeping,
  endpointId: string,
): Promise<{ secret: string; sealed: string }> {
  const secret = PREFIX + toBase64(crypto.getRandomValues(new Uint8Array(32)))
  return { secret, sealed: await sealWebhookSecret(ctx, endpointId, secret) }
}

export function sealWebhookSecret(ctx: Keeping, endpointId: string, secret: string): Promise<string> {
  return sealText(sealing(ctx, endpointId), secret)
}

/** @throws Error when it was sealed for another studio or endpoint, with a key that is gone, or was tampered with. */
export function openWebhookSecret(ctx: Keeping, endpointId: string, sealed: string): Promise<string> {
  return openText(sealing(ctx, endpointId), sealed)
}

type Secrets = Pick<WebhookEndpointRow, 'id' | 'secretSealed' | 'oldSecretSealed' | 'oldSecretUntil'>
type Signing = { endpoint: Secrets; eventId: string; body: string; at: number }

/**
 * The headers that prove where a webhook comes from and when it was sent (standardwebhooks.com): signed with the endpoint's
 * secret, and with the one before it while that is still good. `at` in ms.
 *
 * @throws Error when a secret cannot be opened.
 */
export async function signWebhook(ctx: Keeping, { endpoint, eventId, body, at }: Signing) {
  const { id, secretSealed, oldSecretSealed, oldSecretUntil } = endpoint
  const isOldGood = oldSecretSealed !== null && oldSecretUntil !== null && at < oldSecretUntil
  const timestamp = String(Math.floor(at / 1_000))
  const signatures = [secretSealed, ...(isOldGood ? [oldSecretSealed] : [])].map(async (sealed) => {
    const secret = await openWebhookSecret(ctx, id, sealed)
    return `v1,${await sign(secret, `${eventId}.${timestamp}.${body}`)}`
  })
  return {
    'webhook-id': eventId,
    'webhook-timestamp': timestamp,
    'webhook-signature': (await Promise.all(signatures)).join(' '),
  }
}

async function sign(secret: string, text: string): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.slice(PREFIX.length)), (letter) => letter.charCodeAt(0))
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes, hmac, false, ['sign'])
  return toBase64(new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text))))
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

function sealing({ keys, tenant }: Keeping, endpointId: string) {
  return { keys, use: 'webhook-secret', tenantId: tenant.id, boundTo: endpointId } as const
}
