import type { AppError } from '../../tenants/errors.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { toFieldErrors, type BookingErrors } from '../lib/booking-form.server.ts'
import type { Portal } from '../lib/portal.server.ts'

/** What there is to say of a form that did not do what it was sent for. */
export type Told =
  | { kind: 'invalid'; errors: BookingErrors }
  | { kind: 'taken' }
  | { kind: 'refused'; reason: string }
  | { kind: 'full' | 'unknown' | 'unavailable' | 'reused' }

/** Says it in the visitor's words; undefined for what no form can answer. */
export function tellFailure(portal: Portal, failure: AppError): Told | undefined {
  const { code, details } = failure
  if (code === 'invalid_input') {
    const errors = toFieldErrors(details.errors ?? [], portal.words('fieldErrors'))
    return Object.keys(errors).length > 0 ? { kind: 'invalid', errors } : undefined
  }
  if (code === 'slot_taken') return { kind: 'taken' }
  if (code === 'session_full') return { kind: 'full' }
  if (refusing.has(code)) return { kind: 'refused', reason: refusalText(portal, failure) }
  if (code === 'outcome_unknown') return { kind: 'unknown' }
  if (code === 'unavailable') return { kind: 'unavailable' }
  return code === 'idempotency_key_reused' ? { kind: 'reused' } : undefined
}

const refusing = new Set<string>([
  'slot_unavailable',
  'not_allowed',
  'conflict',
  'changed_meanwhile',
  'already_started',
])

/** Why something is refused, with when it becomes possible where that is known. */
export function refusalText(portal: Portal, { code, details }: AppError): string {
  const { catalogue, format, say } = portal
  const { reason, opensAt } = details
  const text = reasonOf(portal, reason ?? code)
  if (opensAt === undefined) return text
  const when = format.whenLong(opensAt, getLocation(catalogue).timeZone)
  return reason === 'suspended'
    ? say('say.suspendedUntil', { when })
    : `${text} ${say('say.opensAt', { when })}.`
}

/** The sentence for a machine's word for why, or one that fits every case. */
export function reasonOf({ words }: Portal, reason: string | undefined): string {
  const sentences = words('reasons')
  const found = Object.entries(sentences).find(([name]) => name === reason && name !== 'title')
  return found?.[1] ?? sentences.other
}
