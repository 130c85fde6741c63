import { decodeBase64Url, encodeBase64Url } from './base64url.ts'
import { deriveKey } from './derive-key.ts'
import type { SigningKeys } from './signing-keys.ts'

const AES = { name: 'AES-GCM', length: 256 } as const

/** With what a text is sealed, for what, and whose it is: opened with anything else, it stays shut. */
export type Sealing = {
  keys: SigningKeys
  use: 'database-token' | 'totp-secret' | 'push-address' | 'webhook-secret'
  tenantId: string
  boundTo: string
}

/** Encrypts a text that has to be read again: `<key id>.<nonce>.<ciphertext>`, with a new nonce each time. */
export async function sealText({ keys, use, tenantId, boundTo }: Sealing, text: string): Promise<string> {
  const [newest] = keys
  const key = await deriveKey(newest, { use, tenantId }, AES)
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt(gcm(iv, boundTo), key, new TextEncoder().encode(text))
  return [newest.id, encodeBase64Url(iv), encodeBase64Url(new Uint8Array(sealed))].join('.')
}

/**
 * Gives back what `sealText` sealed.
 *
 * @throws Error when it was sealed for another use, tenant or owner, with a key that is gone, or was tampered with.
 */
export async function openText({ keys, use, tenantId, boundTo }: Sealing, sealed: string): Promise<string> {
  const [id, nonce = '', ciphertext = ''] = sealed.split('.')
  const known = keys.find((key) => key.id === id)
  const iv = decodeBase64Url(nonce)
  const bytes = decodeBase64Url(ciphertext)
  if (!known || !iv || !bytes) throw new Error(`The ${use} of ${boundTo} cannot be opened`)
  const key = await deriveKey(known, { use, tenantId }, AES)
  return new TextDecoder().decode(await crypto.subtle.decrypt(gcm(iv, boundTo), key, bytes))
}

function gcm(iv: Uint8Array<ArrayBuffer>, boundTo: string) {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(boundTo) }
}
