import { openText, sealText, type Sealing } from './sealed-text.ts'

type Owner = Pick<Sealing, 'keys' | 'tenantId'>

/** Encrypts a tenant's database token for the registry: `<key id>.<nonce>.<ciphertext>`, bound to the tenant. */
export function sealDatabaseToken(owner: Owner, token: string): Promise<string> {
  return sealText(toSealing(owner), token)
}

/**
 * Gives back what `sealDatabaseToken` sealed for this tenant.
 *
 * @throws Error when it was sealed for another tenant, with a key that is gone, or was tampered with.
 */
export function openDatabaseToken(owner: Owner, sealed: string): Promise<string> {
  return openText(toSealing(owner), sealed)
}

function toSealing({ keys, tenantId }: Owner): Sealing {
  return { keys, use: 'database-token', tenantId, boundTo: tenantId }
}
