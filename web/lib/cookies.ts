/**
 * What a cookie is called where it is sent over https: with this prefix a browser takes it from this very host alone, so
 * that no studio's page under the same domain can plant one (RFC 6265bis, 4.1.3.2). Plain http, in development, cannot.
 */
export function cookieName(name: string, origin: string): string {
  return origin.startsWith('https:') ? `__Host-${name}` : name
}

/** The value of one cookie of a request, decoded; undefined when it is absent or garbled. */
export function readCookie(request: Request, name: string): string | undefined {
  const known = `${cookieName(name, request.url)}=`
  const pairs = (request.headers.get('cookie') ?? '').split(/;\s*/)
  const value = pairs.find((pair) => pair.startsWith(known))?.slice(known.length)
  try {
    return value === undefined ? undefined : decodeURIComponent(value)
  } catch {
    return undefined
  }
}

type CookieOptions = {
  /** Of this site: over https only where it is https. */
  origin: string
  /** Out of reach of the page's own scripts. */
  isSecret?: boolean
}

/** A cookie of this host alone, kept for a year. */
export function makeCookie(name: string, value: string, { origin, isSecret = false }: CookieOptions): string {
  const secure = origin.startsWith('https:') ? '; Secure' : ''
  const httpOnly = isSecret ? '; HttpOnly' : ''
  return `${cookieName(name, origin)}=${encodeURIComponent(value)}; Path=/; Max-Age=31536000; SameSite=Lax${secure}${httpOnly}`
}
