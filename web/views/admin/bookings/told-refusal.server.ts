import { isAppError, type AppError } from '../../../../tenants/errors.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { formatStart } from '../../../lib/start-parameter.ts'
import { reasonText } from './booking-names.server.ts'

/** Why something was neither booked nor moved, what is free instead, and whether it may be done all the same. */
export type ToldRefusal = {
  title: string
  text: string
  instead: { label: string; start: string; trainerId: string }[]
  canOverride: boolean
}

/** What no override changes: who asks, what is over, and what is not known yet. */
const final = new Set<string | undefined>([
  // Has an answer of its own: the client’s card says so.
  'client_blocked',
  'plan_limit',
  'already_started',
  'no_change',
  'other_service',
  'party_too_large',
  'expired',
  'cancelled',
  'changed_meanwhile',
  'session_changed',
  'idempotency_key_reused',
  'in_past',
])

const told = [
  'slot_taken',
  'session_full',
  'slot_unavailable',
  'not_allowed',
  'already_started',
  'changed_meanwhile',
  'conflict',
  'idempotency_key_reused',
  'outcome_unknown',
  'unavailable',
] as const

/** A refusal in words; undefined for what no form can answer. */
export function tellRefusal(
  desk: Desk,
  failure: AppError,
  { title, timeZone }: { title: string; timeZone: string },
): ToldRefusal | undefined {
  const { catalogue, format, mayAny, say, text, words } = desk
  if (!isAppError(failure, ...told)) return undefined
  const { refused } = words('deskBookings')
  const { reason, alternatives = [] } = failure.details
  const isLost = failure.code === 'outcome_unknown' || failure.code === 'unavailable'
  const lost = failure.code === 'unavailable' ? refused.unavailable : refused.unknown
  return {
    title,
    text: isLost ? lost : reasonText(desk, reason ?? failure.code),
    instead: alternatives.map(({ startsAt, trainerId }) => {
      const trainer = catalogue.trainers.find(({ id }) => id === trainerId)
      const when = format.whenNear(startsAt, timeZone)
      return {
        label: trainer ? say('say.insteadWith', { when, trainer: text(trainer.name) }) : when,
        start: formatStart(startsAt),
        trainerId,
      }
    }),
    canOverride: !isLost && !final.has(reason ?? failure.code) && mayAny('bookings:change'),
  }
}
