import type { SigningKey } from './signing-keys.ts'

type Purpose = {
  use:
    | 'manage-link'
    | 'short-link'
    | 'one-time-link'
    | 'unsubscribe-link'
    | 'phone-hash'
    | 'database-token'
    | 'totp-secret'
    | 'push-address'
    | 'webhook-secret'
  tenantId: string
}

/** What says that something is ours, or the same as before; the others keep what nobody is to read. */
const SIGNING: readonly Purpose['use'][] = [
  'manage-link',
  'short-link',
  'one-time-link',
  'unsubscribe-link',
  'phone-hash',
]

/** A key for one purpose and one tenant, by HKDF-SHA-256: what one leaks says nothing of the others. */
export async function deriveKey(
  key: SigningKey,
  { use, tenantId }: Purpose,
  algorithm: Parameters<SubtleCrypto['deriveKey']>[2],
): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', key.secret, 'HKDF', false, ['deriveKey'])
  const info = new TextEncoder().encode(`trainerhub/${use}/${tenantId}`)
  const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info }
  const usages: ('sign' | 'verify' | 'encrypt' | 'decrypt')[] = SIGNING.includes(use)
    ? ['sign', 'verify']
    : ['encrypt', 'decrypt']
  return crypto.subtle.deriveKey(params, material, algorithm, false, usages)
}
