import { requireFor, requireReach, requireStaff } from '../access/require-staff.ts'
import { localDayBounds } from '../availability/local-time.ts'
import type { TenantContext } from '../context.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { readReferences } from '../studio/read-references.ts'
import { listAffected, type Affected } from './list-affected.ts'
import { timeOffInput, type ParsedTimeOff, type TimeOffInput } from './time-off-input.ts'

/**
 * An absence as somebody gave it, when they may enter it: who, who instead, and between which instants.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`
 */
export async function readTimeOff(ctx: TenantContext, raw: TimeOffInput) {
  requireReach(ctx, 'availability:change')
  const input = parseInput(timeOffInput, raw)
  const references = await readReferences(ctx)
  const trainer = references.trainer(input.trainerId)
  requireFor(ctx, 'availability:change', [trainer.id])
  const substitute = input.substituteTrainerId
    ? references.trainer(input.substituteTrainerId, 'substituteTrainerId')
    : null
  if (substitute?.id === trainer.id) {
    const message = 'Nobody is their own substitute.'
    throw invalidFields([{ path: 'substituteTrainerId', message, code: 'same' }])
  }
  // The substitute's time is not the asker's to give.
  if (substitute) requireStaff(ctx, 'calendar:change')
  const during = toInstants(input, references.timeZoneOf(trainer.locationId))
  return { trainer, substitute, during, input, references }
}

type Away = { trainerId: string; startsAt: number; endsAt: number }

/** What is booked with a trainer, or given by them, while they are away. */
export function listAway(ctx: TenantContext, { trainerId, startsAt, endsAt }: Away): Promise<Affected> {
  return listAffected(ctx, { during: [{ from: startsAt, until: endsAt }], trainerId, locationId: null })
}

function toInstants(input: ParsedTimeOff, timeZone: string): { startsAt: number; endsAt: number } {
  if (!input.isAllDay) return { startsAt: input.startsAt, endsAt: input.endsAt }
  return {
    startsAt: localDayBounds(timeZone, input.fromOn).startsAt,
    endsAt: localDayBounds(timeZone, input.toOn).endsAt,
  }
}
