import { invalidFields } from '../parse-input.ts'
import type { References } from '../studio/read-references.ts'

/**
 * The ids of a trainer and a place that were named.
 *
 * @throws AppError `invalid_input` for those that are not there, and for a place where the trainer does not work.
 */
export function checkWhose(
  references: References,
  named: { trainerId: string | null; locationId: string | null },
): { trainerId: string | null; locationId: string | null } {
  const trainer = named.trainerId === null ? null : references.trainer(named.trainerId)
  const location = named.locationId === null ? null : references.location(named.locationId)
  if (trainer && location && !references.worksAt(trainer, location.id)) {
    const message = 'The trainer has no hours at this place.'
    throw invalidFields([{ path: 'locationId', message, code: 'trainer_not_there' }])
  }
  return { trainerId: trainer?.id ?? null, locationId: location?.id ?? null }
}

/** As `checkWhose`, but hours may be anywhere: they are how a trainer comes to work at a place. */
export function checkPlace(
  references: References,
  rule: { kind: 'open' | 'break'; trainerId: string; locationId: string | null },
): void {
  if (rule.kind === 'break') checkWhose(references, rule)
  else if (rule.locationId !== null) references.location(rule.locationId)
}
