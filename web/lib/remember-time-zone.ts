import { cookieName } from './cookies.ts'

/** Tells the server the visitor's time zone, for the line that compares it with the studio's. */
export function rememberTimeZone(): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  document.cookie = `${cookieName('tz', location.origin)}=${encodeURIComponent(zone)}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`
}
