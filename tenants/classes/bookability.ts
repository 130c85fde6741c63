import type { SessionRow } from '../../db/tenant/schema/index.ts'
import { isWindowOpen, opensAt, type WindowRules } from '../availability/booking-window.ts'
import { describeInstant } from '../availability/describe-when.ts'
import { minutes } from '../durations.ts'
import { AppError } from '../errors.ts'
import type { Service } from '../studio/get-catalogue.ts'

/** Why a session cannot be booked now, whoever has places in it. `opensAt` (ms): from when on it can. */
export type Unbookable = {
  ok: false
  reason: 'cancelled' | 'started' | 'too_soon' | 'opens_at' | 'window_closed' | 'not_on_sale'
  /** English, times on the clocks of the place. */
  sentence: string
  opensAt?: number
}

/** Of a class whose service was taken off sale: it takes place, for those who are in it. */
export const notOnSale: Unbookable = {
  ok: false,
  reason: 'not_on_sale',
  sentence: 'This class is not on sale any more.',
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
  const refuse = (reason: Unbookable['reason'], sentence: string): Unbookable => ({
    ok: false,
    reason,
    sentence,
  })
  if (status === 'cancelled') return refuse('cancelled', 'This class does not take place.')
  if (startsAt <= now) return refuse('started', 'This class has begun.')
  // A group that runs anyway can be joined later than one that has to be prepared.
  const joins = booked > 0 ? service.joinNoticeMinutes : null
  const closesAt = startsAt - minutes(joins ?? service.minNoticeMinutes)
  if (now > closesAt) {
    return refuse(
      'too_soon',
      `Too soon: booking for this class closed on ${describeInstant(timeZone, closesAt)}.`,
    )
  }
  if (isWindowOpen(rules, { timeZone, now, startsAt })) return { ok: true }
  const from = opensAt(rules, timeZone, startsAt)
  if (from === null || from <= now) return refuse('window_closed', 'This class cannot be booked any more.')
  const sentence = `Booking for this class opens on ${describeInstant(timeZone, from)}.`
  return { ...refuse('opens_at', sentence), opensAt: from }
}

/** The error for whoever wanted to book it all the same. */
export function refusalOf({ reason, sentence, opensAt: from }: Unbookable): AppError {
  const opens = from === undefined ? {} : { opensAt: from }
  return new AppError('slot_unavailable', sentence, { reason, ...opens })
}
