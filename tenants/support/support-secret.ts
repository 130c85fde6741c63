import { makeSecret } from '../access/make-secret.ts'
import { readOwnCookie } from '../access/own-cookie.ts'
import { minutes } from '../durations.ts'
import { hashText } from '../ids.ts'

/** How long the link into a studio waits to be followed. */
export const LINK_LIVES_MS = minutes(5)

const SHAPE = /^[A-Za-z0-9_-]{32}$/

/** What a link or a cookie holds, and what the database knows it by: it is random, so SHA-256 will do. */
export async function makeSupportSecret(): Promise<{ secret: string; hash: string }> {
  const secret = makeSecret()
  return { secret, hash: await hashSupportSecret(secret) }
}

export const hashSupportSecret = (secret: string): Promise<string> => hashText(`support ${secret}`)

export const isSupportSecret = (text: string): boolean => SHAPE.test(text)

/** The value of `Set-Cookie` that lets a browser into this studio, and no other, for so long. Never sent from elsewhere. */
export function supportCookie({
  origin,
  secret,
  lastsMs,
}: {
  origin: string
  secret: string
  lastsMs: number
}) {
  const secure = origin.startsWith('https:') ? '; Secure' : ''
  const seconds = Math.max(0, Math.floor(lastsMs / 1_000))
  return `${cookieName(origin)}=${secret}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`
}

/** The same that makes it forget. */
export const blankSupportCookie = (origin: string): string =>
  supportCookie({ origin, secret: '', lastsMs: 0 })

/** The secret in a `Cookie` header; null when there is none, when it cannot be one, and when there are several. */
export function readSupportCookie(header: string, origin: string): string | null {
  const secret = readOwnCookie(header, cookieName(origin))
  return secret !== undefined && isSupportSecret(secret) ? secret : null
}

/** Beside that of a login session: whoever works here stays signed in. */
function cookieName(origin: string): string {
  return origin.startsWith('https:') ? '__Host-support' : 'support'
}
