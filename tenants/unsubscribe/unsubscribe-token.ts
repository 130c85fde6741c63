import { decodeBase64Url, encodeBase64Url } from '../access/base64url.ts'
import { deriveKey } from '../access/derive-key.ts'
import type { TenantContext } from '../context.ts'

/** What one link says no to: one kind of mail to a client, or the daily mail to somebody of the staff. */
export type Subscription =
  { topic: 'reminder' | 'waitlist' | 'news'; clientId: string } | { topic: 'digest'; userId: string }

const HMAC = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const
const CLIENT_TOPICS = ['reminder', 'waitlist', 'news'] as const

/**
 * The secret part of a link that says no to a kind of mail, `<whose>.<what>.<key id>.<signature>`: it says whose mail it is
 * about by an id alone, opens nothing else, and is good for as long as its key is.
 */
export async function makeUnsubscribeToken(
  { keys, tenant }: Pick<TenantContext, 'keys' | 'tenant'>,
  subscription: Subscription,
): Promise<string> {
  const [newest] = keys
  const said = toText(subscription)
  const key = await deriveKey(newest, { use: 'unsubscribe-link', tenantId: tenant.id }, HMAC)
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(said))
  return `${said}.${newest.id}.${encodeBase64Url(new Uint8Array(signature))}`
}

/** What it says no to; nothing for a token that is not ours. Compared in constant time. */
export async function readUnsubscribeToken(
  { keys, tenant }: Pick<TenantContext, 'keys' | 'tenant'>,
  token: string,
): Promise<Subscription | undefined> {
  const [id = '', topic = '', keyId, encoded, ...more] = token.split('.')
  const known = keys.find((key) => key.id === keyId)
  const signature = decodeBase64Url(encoded ?? '')
  if (known === undefined || signature === undefined || more.length > 0) return undefined
  const key = await deriveKey(known, { use: 'unsubscribe-link', tenantId: tenant.id }, HMAC)
  const said = new TextEncoder().encode(`${id}.${topic}`)
  if (!(await crypto.subtle.verify('HMAC', key, signature, said))) return undefined
  if (topic === 'digest') return { topic, userId: id }
  const ofClient = CLIENT_TOPICS.find((one) => one === topic)
  return ofClient && { topic: ofClient, clientId: id }
}

function toText(subscription: Subscription): string {
  const id = subscription.topic === 'digest' ? subscription.userId : subscription.clientId
  return `${id}.${subscription.topic}`
}
