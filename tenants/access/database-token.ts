import { decodeBase64Url, encodeBase64Url } from './base64url.ts'
import { deriveKey } from './derive-key.ts'
import type { SigningKeys } from './signing-keys.ts'

const AES = { name: 'AES-GCM', length: 256 } as const

type Sealing = { keys: SigningKeys; tenantId: string }

/** Encrypts a tenant's database token for the registry: `<key id>.<nonce>.<ciphertext>`, bound to the tenant. */
export async function sealDatabaseToken({ keys, tenantId }: Sealing, token: string): Promise<string> {
  const [newest] = keys
  const key = await deriveKey(newest, { use: 'database-token', tenantId }, AES)
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt(gcm(iv, tenantId), key, new TextEncoder().encode(token))
  return [newest.id, encodeBase64Url(iv), encodeBase64Url(new Uint8Array(sealed))].join('.')
}

/**
 * Gives back what `sealDatabaseToken` sealed for this tenant.
 *
 * @throws Error when it was sealed for another tenant, with a key that is gone, or was tampered with.
 */
export async function openDatabaseToken({ keys, tenantId }: Sealing, sealed: string): Promise<string> {
  const [id, nonce = '', ciphertext = ''] = sealed.split('.')
  const known = keys.find((key) => key.id === id)
  const iv = decodeBase64Url(nonce)
  const bytes = decodeBase64Url(ciphertext)
  if (!known || !iv || !bytes) throw new Error(`The database token of ${tenantId} cannot be opened`)
  const key = await deriveKey(known, { use: 'database-token', tenantId }, AES)
  return new TextDecoder().decode(await crypto.subtle.decrypt(gcm(iv, tenantId), key, bytes))
}

function gcm(iv: Uint8Array<ArrayBuffer>, tenantId: string) {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(tenantId) }
}
