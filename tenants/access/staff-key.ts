import { encodeBase64Url } from './base64url.ts'

const PREFIX = 'thk_'
const SHAPE = /^thk_[A-Za-z0-9_-]{32}$/

/** A new secret for a program of the studio's, such as `thk_8Jx…`: 192 random bits. */
export function makeStaffKey(): string {
  return toStaffKey(crypto.getRandomValues(new Uint8Array(24)))
}

/** The key that is these 24 bytes, written out. */
export function toStaffKey(bytes: Uint8Array): string {
  return PREFIX + encodeBase64Url(bytes)
}

/** What is kept to tell a key from others by its looks: four letters of the 32. */
export function toHint(key: string): string {
  return `${key.slice(0, PREFIX.length + 4)}…`
}

/** Whether it is meant as a staff key, right or wrong: manage tokens never begin like one. */
export function isMeantAsStaffKey(token: string): boolean {
  return token.startsWith(PREFIX)
}

/** Whether it could be one. */
export function isStaffKey(token: string): boolean {
  return SHAPE.test(token)
}

/**
 * What is kept of a key: SHA-256, as hex. Looked up as it is: the secret is random, so neither salt nor slowness adds
 * anything, and how long a look-up of a hash takes tells nothing of the key.
 */
export async function hashStaffKey(key: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
