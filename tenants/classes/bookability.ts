import type { SessionRow } from '../../db/tenant/schema/index.ts'
import { isWindowOpen, opensAt, type WindowRules } from '../availability/booking-window.ts'
import { minutes } from '../durations.ts'
import { AppError } from '../errors.ts'
import type { Service } from '../studio/get-catalogue.ts'

/** Why a session cannot be booked now, whoever has places in it. `opensAt` (ms): from when on it can. */
export type Unbookable = {
  ok: false
  reason: 'cancelled' | 'started' | 'too_soon' | 'opens_at' | 'window_closed'
  opensAt?: number
}

type Circumstances = {
  service: Pick<Service, 'minNoticeMinutes' | 'joinNoticeMinutes'>
  /** The service's, or those of the client's group. */
  rules: WindowRules
  timeZone: string
  now: number
}

/** Judges by the session's state, its notice and its window; places are the guard's to count. */
export function judgeBookability(
  { status, startsAt, booked }: Pick<SessionRow, 'status' | 'startsAt'> & { booked: number },
  { service, rules, timeZone, now }: Circumstances,
): { ok: true } | Unbookable {
  if (status === 'cancelled') return { ok: false, reason: 'cancelled' }
  if (startsAt <= now) return { ok: false, reason: 'started' }
  // A group that runs anyway can be joined later than one that has to be prepared.
  const joins = booked > 0 ? service.joinNoticeMinutes : null
  if (startsAt - now < minutes(joins ?? service.minNoticeMinutes)) return { ok: false, reason: 'too_soon' }
  if (isWindowOpen(rules, { timeZone, now, startsAt })) return { ok: true }
  const from = opensAt(rules, timeZone, startsAt)
  return from !== null && from > now
    ? { ok: false, reason: 'opens_at', opensAt: from }
    : { ok: false, reason: 'window_closed' }
}

const sentences: Record<Unbookable['reason'], string> = {
  cancelled: 'This class does not take place.',
  started: 'This class has begun.',
  too_soon: 'This class begins too soon to be booked.',
  opens_at: 'Booking for this class has not opened yet.',
  window_closed: 'This class cannot be booked any more.',
}

/** The error for whoever wanted to book it all the same. */
export function refusalOf({ reason, opensAt: from }: Unbookable): AppError {
  const opens = from === undefined ? {} : { opensAt: from }
  return new AppError('slot_unavailable', sentences[reason], { reason, ...opens })
}
