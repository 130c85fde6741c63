/** The value of one cookie of a request, decoded; undefined when it is absent or garbled. */
export function readCookie(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(/;\s*/)
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
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
  return `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=31536000; SameSite=Lax${secure}${httpOnly}`
}
