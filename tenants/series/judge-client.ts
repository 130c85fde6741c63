import { MINUTE_MS } from '../availability/local-time.ts'
import { isFreed } from '../bookings/booking-statuses.ts'
import type { LimitCheck } from '../bookings/claim.ts'
import { listLimitChecks } from '../limits/list-limit-checks.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { refuseAsGuard, type DateRefusal, type Place } from './offer.ts'
import type { Commitment } from './read-commitments.ts'

export type ClientRules = {
  catalogue: Catalogue
  serviceId: string
  clientGroupId: string | null
  dependentId: string | null
  commitments: readonly Commitment[]
  timeZone: string
  now: number
}

/**
 * Why a client may not have a date besides what they have, `taken` being dates of the same series: the rules by which
 * `guard.ts` decides, asked beforehand and of each date by itself.
 */
export function judgeClient(
  place: Place,
  taken: readonly Place[],
  rules: ClientRules,
): DateRefusal | undefined {
  const { serviceId, dependentId, commitments, catalogue } = rules
  const others = taken.map(({ startsAt, endsAt }): Commitment => {
    const fresh = { status: 'confirmed', cancelKind: null, isTheirs: true } as const
    return { startsAt, endsAt, serviceId, dependentId, ...fresh }
  })
  const elsewhere = catalogue.studio.allowsClientOverlap ? [] : commitments.filter(isTheirTime(dependentId))
  const isElsewhere = [...others, ...elsewhere].some(
    ({ startsAt, endsAt }) => startsAt < place.endsAt && endsAt > place.startsAt,
  )
  if (isElsewhere) return refuseAsGuard('client_overlap')
  // Limits of trainers are in their schedules.
  const checks = listLimitChecks(catalogue, { ...rules, trainerId: null, clientKey: '', during: [place] })
  const reached = checks.find((check) => isReached(check, [...commitments, ...others]))
  if (!reached) return undefined
  const refusal = refuseAsGuard(`${reached.subject}_limit`)
  const number = reached.maxBookings === null ? '' : ` The limit is ${reached.maxBookings}.`
  return { ...refusal, sentence: refusal.sentence + number }
}

function isTheirTime(dependentId: string | null) {
  return (one: Commitment) => one.isTheirs && one.dependentId === dependentId && !isFreed(one.status)
}

function isReached(check: LimitCheck, commitments: readonly Commitment[]): boolean {
  const counted = commitments.filter((one) => counts(check, one))
  const lengthMs = counted.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0)
  return (
    counted.length + check.bookings > (check.maxBookings ?? Infinity) ||
    lengthMs / MINUTE_MS + check.minutes > (check.maxMinutes ?? Infinity)
  )
}

function counts({ subject, serviceId, period, from, until }: LimitCheck, one: Commitment): boolean {
  if (subject === 'client' && !one.isTheirs) return false
  if (serviceId !== null && one.serviceId !== serviceId) return false
  // Cancelled in time, or by the studio: that was no taster.
  if (period === 'ever') return !isFreed(one.status) || one.cancelKind === 'late'
  if (period === 'open') return one.endsAt > from && (one.status === 'pending' || one.status === 'confirmed')
  return one.startsAt >= from && one.startsAt < until && !isFreed(one.status)
}
