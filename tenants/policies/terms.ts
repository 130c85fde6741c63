import { minutes } from '../durations.ts'
import type { Catalogue, Policy, Service } from '../studio/get-catalogue.ts'
import { deadlineOf } from './deadlines.ts'

/** What a booking keeps of the policy agreed to: which version, and what follows from it for its time. Instants in ms. */
export type Terms = {
  policyId: string | null
  policyVersion: number | null
  /** Cancelled before then, nothing is owed. */
  freeCancelUntil: number
  /** Moved before then. */
  rescheduleUntil: number
}

/** The first of the studio's policies that fits: its own conditions, each empty or met. Nothing when none does. */
export function choosePolicy(
  { policies }: Pick<Catalogue, 'policies'>,
  { service, clientGroupId }: { service: Pick<Service, 'id' | 'kind'>; clientGroupId: string | null },
): Policy | null {
  const fits = (wanted: readonly string[], is: string | null) =>
    wanted.length === 0 || (is !== null && wanted.includes(is))
  return (
    policies.find(
      (policy) =>
        fits(policy.serviceIds, service.id) &&
        fits(policy.serviceKinds, service.kind) &&
        fits(policy.clientGroupIds, clientGroupId),
    ) ?? null
  )
}

type Agreement = {
  service: Pick<Service, 'freeCancelMinutes'>
  startsAt: number
  bookedAt: number
  /** IANA zone of the place. */
  timeZone: string
}

/**
 * The terms of a booking made at `bookedAt` for `startsAt`. Booked inside the deadline, or shortly before it, cancelling is
 * free for a while all the same. Without a policy the service's own minutes hold, for moving as for cancelling.
 */
export function toTerms(
  policy: Pick<Policy, 'id' | 'version' | 'rules'> | null,
  { service, startsAt, bookedAt, timeZone }: Agreement,
): Terms {
  if (policy === null) {
    const until = startsAt - minutes(service.freeCancelMinutes)
    return { policyId: null, policyVersion: null, freeCancelUntil: until, rescheduleUntil: until }
  }
  const { freeCancel, reschedule, quietHours, afterBookingMinutes } = policy.rules
  const start = { startsAt, timeZone, quietHours }
  const grace = Math.min(startsAt, bookedAt + minutes(afterBookingMinutes))
  const freeCancelUntil = Math.max(deadlineOf(freeCancel, start), grace)
  const rescheduleUntil = reschedule === null ? freeCancelUntil : deadlineOf(reschedule, start)
  return { policyId: policy.id, policyVersion: policy.version, freeCancelUntil, rescheduleUntil }
}
