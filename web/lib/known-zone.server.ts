import { isTimeZone } from '../../tenants/availability/local-time.ts'
import { readCookie } from './cookies.ts'

/** The visitor's zone, as their browser told us on an earlier page. */
export function visitorZone(request: Request): string | undefined {
  const zone = readCookie(request, 'tz')
  return zone !== undefined && zone.length <= 64 && isTimeZone(zone) ? zone : undefined
}
