import type { BookingLimitRow } from '../../db/tenant/schema/index.ts'
import { addDays, localDateAt, localDayBounds, weekdayOf } from '../availability/local-time.ts'
import type { LimitCheck } from '../bookings/claim.ts'
import type { ClientKey } from '../bookings/client-key.ts'
import { MINUTE_MS } from '../availability/local-time.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'

export type LimitsAsked = {
  serviceId: string
  /** The trainer whose time it takes; null for a place in a session, whose trainer is there anyway. */
  trainerId: string | null
  clientKey: ClientKey
  clientGroupId: string | null
  timeZone: string
  now: number
  /** One for each date. */
  during: readonly { startsAt: number; endsAt: number }[]
}

/** The limits of the studio as they bear on these bookings of one client, for the guard to decide (local days, weeks). */
export function listLimitChecks(catalogue: Catalogue, wanted: LimitsAsked): LimitCheck[] {
  return catalogue.limits
    .filter((limit) => bears(limit, wanted))
    .flatMap((limit) => toChecks(limit, wanted, catalogue))
}

function bears(limit: BookingLimitRow, { serviceId, trainerId, clientGroupId }: LimitsAsked): boolean {
  if (limit.subject === 'trainer') {
    return trainerId !== null && (limit.trainerId === null || limit.trainerId === trainerId)
  }
  const isOfService = limit.serviceId === null || limit.serviceId === serviceId
  return isOfService && (limit.clientGroupId === null || limit.clientGroupId === clientGroupId)
}

function toChecks(limit: BookingLimitRow, wanted: LimitsAsked, { studio }: Catalogue): LimitCheck[] {
  const periods = new Map<number, { from: number; until: number; during: LimitsAsked['during'][number][] }>()
  for (const one of wanted.during) {
    const bounds = periodBounds(limit.period, one.startsAt, { ...wanted, weekStartsOn: studio.weekStartsOn })
    const period = periods.get(bounds.from) ?? { ...bounds, during: [] }
    period.during.push(one)
    periods.set(bounds.from, period)
  }
  return [...periods.values()].map(({ from, until, during }) => ({
    limitId: limit.id,
    subject: limit.subject,
    trainerId: limit.subject === 'trainer' ? wanted.trainerId : null,
    clientKey: limit.subject === 'client' ? wanted.clientKey : null,
    // A limit of a service counts that service; one of a client counts all, unless it names one.
    serviceId: limit.subject === 'service' ? wanted.serviceId : limit.serviceId,
    period: limit.period,
    from,
    until,
    bookings: during.length,
    minutes: during.reduce((sum, { startsAt, endsAt }) => sum + (endsAt - startsAt) / MINUTE_MS, 0),
    maxBookings: limit.maxBookings,
    maxMinutes: limit.maxMinutes,
  }))
}

type Calendar = { timeZone: string; weekStartsOn: number; now: number }

/** The local day or week an instant is in; `open` begins now, `ever` has no bounds. */
export function periodBounds(
  period: BookingLimitRow['period'],
  instant: number,
  { timeZone, weekStartsOn, now }: Calendar,
): { from: number; until: number } {
  if (period === 'open') return { from: now, until: Number.MAX_SAFE_INTEGER }
  if (period === 'ever') return { from: 0, until: Number.MAX_SAFE_INTEGER }
  const on = localDateAt(timeZone, instant)
  const firstOn = period === 'day' ? on : addDays(on, -((weekdayOf(on) - weekStartsOn + 7) % 7))
  const lastOn = period === 'day' ? on : addDays(firstOn, 6)
  return { from: localDayBounds(timeZone, firstOn).startsAt, until: localDayBounds(timeZone, lastOn).endsAt }
}
