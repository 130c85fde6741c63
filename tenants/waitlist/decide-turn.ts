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
  clientGroupId: string | null
  now: number
}

/**
 * Whether somebody whose turn it is gets the place at once, is asked, or is too late. Nobody is put into a class that they
 * could no longer cancel free of charge by the policy they would agree to: from then on they are asked. An offer stands for
 * `offerMinutes` outside the studio's quiet hours, and never past the closing of the list.
 */
export function decideTurn(catalogue: Catalogue, { service, session, clientGroupId, now }: Asked): Turn {
  const closesAt = waitlistClosesAt(service, session)
  if (service.waitlistMode === 'none' || now >= closesAt) return { kind: 'too_late' }
  const { timeZone } = getLocation(catalogue, session.locationId)
  const policy = choosePolicy(catalogue, { service, clientGroupId })
  // As if booked long ago: the grace after booking helps nobody who does not know that they are booked.
  const { freeCancelUntil } = toTerms(policy, { service, startsAt: session.startsAt, bookedAt: 0, timeZone })
  if (service.waitlistMode === 'promote' && now < freeCancelUntil) return { kind: 'promote' }

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
