import type { TenantContext } from '../context.ts'
import { decodeBase64Url, encodeBase64Url } from './base64url.ts'
import { deriveKey } from './derive-key.ts'

const HMAC = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const

/**
 * The secret part of a booking's manage link, `<key id>.<signature>`: whoever holds it may see and cancel that booking
 * and no other. Made from the booking's id, so that nothing secret is stored and a retry gives the same link.
 */
export async function makeManageToken(ctx: TenantContext, bookingId: string): Promise<string> {
  const [newest] = ctx.keys
  const key = await deriveKey(newest, { use: 'manage-link', tenantId: ctx.tenant.id }, HMAC)
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(bookingId))
  return `${newest.id}.${encodeBase64Url(new Uint8Array(signature))}`
}

/** Whether this token opens this booking; compared in constant time. Anything malformed is simply false. */
export async function isManageToken(ctx: TenantContext, bookingId: string, token: string): Promise<boolean> {
  const [id, encoded] = token.split('.')
  const known = ctx.keys.find((key) => key.id === id)
  const signature = decodeBase64Url(encoded ?? '')
  if (known === undefined || signature === undefined) return false
  const key = await deriveKey(known, { use: 'manage-link', tenantId: ctx.tenant.id }, HMAC)
  return crypto.subtle.verify('HMAC', key, signature, new TextEncoder().encode(bookingId))
}
