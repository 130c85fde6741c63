import type { BookingRow, ChargeRow, PolicyRules } from '../../db/tenant/schema/index.ts'
import { days } from '../durations.ts'
import { planCharge } from './plan-charge.ts'
import { toTerms } from './terms.ts'

/** A booking that was not kept, with what a policy looks at. */
export type LapsedBooking = Pick<
  BookingRow,
  'id' | 'partyId' | 'clientId' | 'status' | 'startsAt' | 'createdAt' | 'cancelledAt' | 'priceMinor'
> & {
  timeZone: string
  /** Somebody else took the place before the start. */
  wasRefilled: boolean
  /** Staff forgave it. */
  wasForgiven: boolean
}

export type RehearsedLine = {
  id: string
  kind: ChargeRow['kind']
  /** When it was cancelled, or should have begun (ms). */
  at: number
  /** What the policy would have made of it. */
  outcome: 'owed' | 'grace' | 'refilled' | 'staff'
  /** Zero and false unless it is owed. */
  amountMinor: number
  losesCredit: boolean
}

/**
 * What these rules would have charged for bookings that were cancelled by the client, or not come for: the same terms,
 * effects, grace and waivers as when it happens. Pure; bookings that would have been cancelled in time, or would cost
 * nothing anyway, give no line. Lines in the order in which it happened.
 */
export function rehearse(lapsed: readonly LapsedBooking[], rules: PolicyRules): RehearsedLine[] {
  const offences = lapsed
    .flatMap((booking) => {
      const offence = toOffence(booking, rules)
      return offence ? [{ ...offence, booking }] : []
    })
    .toSorted((a, b) => a.at - b.at || (a.booking.id < b.booking.id ? -1 : 1))
  const counted = new Map<string, { at: number; party: string }[]>()
  return offences.flatMap(({ booking, kind, at }) => {
    const party = booking.partyId ?? booking.id
    const before = counted.get(booking.clientId) ?? []
    const charge = planCharge(booking, { rules, kind })
    const isForgiven = rules.grace !== null && countSince(before, at, rules.grace, party) < rules.grace.count
    if (!booking.wasForgiven) counted.set(booking.clientId, [...before, { at, party }])
    if (!charge) return []
    const outcome = booking.wasForgiven
      ? 'staff'
      : isForgiven
        ? 'grace'
        : charge.canBeRefilled && booking.wasRefilled
          ? 'refilled'
          : 'owed'
    const isOwed = outcome === 'owed'
    return {
      id: booking.id,
      kind,
      at,
      outcome,
      amountMinor: isOwed ? charge.amountMinor : 0,
      losesCredit: isOwed && charge.losesCredit,
    }
  })
}

/** Whether it would have counted against the client, and when that would have been. */
function toOffence(booking: LapsedBooking, rules: PolicyRules) {
  const { status, startsAt, createdAt: bookedAt, cancelledAt, timeZone } = booking
  if (status === 'no_show') return { kind: 'no_show' as const, at: startsAt }
  if (cancelledAt === null) return undefined
  const policy = { id: '', version: 0, rules }
  const { freeCancelUntil } = toTerms(policy, {
    service: { freeCancelMinutes: 0 },
    startsAt,
    bookedAt,
    timeZone,
  })
  return cancelledAt > freeCancelUntil ? { kind: 'late_cancel' as const, at: cancelledAt } : undefined
}

// oxlint-disable-next-line max-params
function countSince(
  before: readonly { at: number; party: string }[],
  at: number,
  grace: NonNullable<PolicyRules['grace']>,
  party: string,
): number {
  const others = before.filter((one) => one.party !== party && one.at > at - days(grace.days))
  return new Set(others.map((one) => one.party)).size
}
