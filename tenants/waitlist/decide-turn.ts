import type { SessionRow } from '../../db/tenant/schema/index.ts'
import { minutes } from '../durations.ts'
import { choosePolicy, toTerms } from '../policies/terms.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { addAwakeTime, endOfQuiet, type QuietHours } from './quiet-hours.ts'

/** What becomes of a place that is free for somebody who waits. Instants in ms. */
export type Turn =
  | { kind: 'promote' }
  | { kind: 'offer'; until: number }
  /** Nobody is woken: the place stays theirs until the quiet hours are over. */
  | { kind: 'pause'; until: number }
  /** There is no time left to ask them. */
  | { kind: 'too_late' }

type Asked = {
  service: Service
  session: Pick<SessionRow, 'startsAt' | 'locationId'>
  now: number
}

/**
 * Whether somebody whose turn it is gets the place at once, is asked, or is too late. Nobody is put into a class that they
 * could no longer cancel free of charge by the policy they would agree to: from then on they are asked.
 */
export function decideTurn(catalogue: Catalogue, asked: Asked & { clientGroupId: string | null }): Turn {
  const { service, session, clientGroupId, now } = asked
  const { timeZone } = getLocation(catalogue, session.locationId)
  const policy = choosePolicy(catalogue, { service, clientGroupId })
  // As if booked long ago: the grace after booking helps nobody who does not know that they are booked.
  const { freeCancelUntil } = toTerms(policy, { service, startsAt: session.startsAt, bookedAt: 0, timeZone })
  const isSure = now < Math.min(freeCancelUntil, waitlistClosesAt(service, session))
  return service.waitlistMode === 'promote' && isSure ? { kind: 'promote' } : decideOffer(catalogue, asked)
}

/**
 * How long an offer made now would stand: `offerMinutes` outside the studio's quiet hours, and never past the closing of
 * the list.
 */
export function decideOffer(
  catalogue: Catalogue,
  { service, session, now }: Asked,
): Exclude<Turn, { kind: 'promote' }> {
  const closesAt = waitlistClosesAt(service, session)
  if (service.waitlistMode === 'none' || now >= closesAt) return { kind: 'too_late' }
  const { timeZone } = getLocation(catalogue, session.locationId)
  const quiet: QuietHours = { ...catalogue.studio, timeZone }
  const offeredAt = endOfQuiet(now, quiet)
  const until = addAwakeTime(offeredAt, { lengthMs: minutes(service.offerMinutes), quiet })
  if (until > closesAt) return { kind: 'too_late' }
  return offeredAt > now ? { kind: 'pause', until: offeredAt } : { kind: 'offer', until }
}

/** From then on nobody joins, and nobody is promoted or asked. */
export function waitlistClosesAt(
  { waitlistCloseMinutes }: Pick<Service, 'waitlistCloseMinutes'>,
  { startsAt }: Pick<SessionRow, 'startsAt'>,
): number {
  return startsAt - minutes(waitlistCloseMinutes)
}
