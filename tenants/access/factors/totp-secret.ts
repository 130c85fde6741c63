import type { AccessContext } from '../access-context.ts'
import { openText, sealText, type Sealing } from '../sealed-text.ts'

type Owner = Pick<AccessContext, 'keys' | 'tenant'>

/** Encrypts an authenticator app's secret (base 32) for the database, bound to tenant and person. */
export function sealTotpSecret(owner: Owner, userId: string, secret: string): Promise<string> {
  return sealText(toSealing(owner, userId), secret)
}

/** @throws Error when it was sealed for another tenant or person, with a key that is gone, or was tampered with. */
export function openTotpSecret(owner: Owner, userId: string, sealed: string): Promise<string> {
  return openText(toSealing(owner, userId), sealed)
}

function toSealing({ keys, tenant }: Owner, userId: string): Sealing {
  return { keys, use: 'totp-secret', tenantId: tenant.id, boundTo: `${tenant.id}/${userId}` }
}
