import { encodeBase64Url } from '../access/base64url.ts'
import { deriveKey } from '../access/derive-key.ts'
import type { SigningKeys } from '../access/signing-keys.ts'

const HMAC = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const

/** A keyed hash of a number or a network: it can be counted, and nobody can find out what it was by trying them all. */
export async function hashPhone(keys: SigningKeys, tenantId: string, text: string): Promise<string> {
  const key = await deriveKey(keys[0], { use: 'phone-hash', tenantId }, HMAC)
  const digest = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text))
  return encodeBase64Url(new Uint8Array(digest, 0, 16))
}
