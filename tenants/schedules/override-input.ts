import { z } from 'zod'
import { overrideKinds, type AvailabilityOverrideRow } from '../../db/tenant/schema/index.ts'
import { requireFor, requireReach } from '../access/require-staff.ts'
import { daysBetween } from '../availability/local-time.ts'
import type { TenantContext } from '../context.ts'
import { anId } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { readReferences, type References } from '../studio/read-references.ts'
import { localDate, localWindow, note } from '../studio/staff-input.ts'
import { checkWhose } from './check-whose.ts'

const LONGEST_DAYS = 3 * 366

/** Dates that differ from the week: of a trainer, or of everybody at a place; `reason` is for staff to see. */
const overrideInput = z
  .object({
    /** Id or slug. Without one, everybody at the place. */
    trainerId: anId.nullish().transform((id) => id ?? null),
    /** Without one, wherever the trainer works. */
    locationId: anId.nullish().transform((id) => id ?? null),
    kind: z.enum(overrideKinds),
    /** Both inclusive; without a last one it is one date. */
    fromOn: localDate,
    toOn: localDate.nullish(),
    windows: z.array(localWindow).max(24).default([]),
    reason: note.nullish().transform((reason) => reason ?? null),
  })
  .transform((input) => ({ ...input, toOn: input.toOn ?? input.fromOn }))
  .refine(({ fromOn, toOn }) => fromOn <= toOn, { path: ['toOn'], error: 'It ends before it starts.' })
  .refine(({ fromOn, toOn }) => daysBetween(fromOn, toOn) <= LONGEST_DAYS, {
    path: ['toOn'],
    error: 'Three years at most.',
  })
  .refine(({ trainerId, locationId }) => trainerId !== null || locationId !== null, {
    path: ['trainerId'],
    error: 'Say whose dates these are: a trainer’s, or a place’s.',
  })
  .refine(({ kind, windows }) => kind !== 'open' || windows.length > 0, {
    path: ['windows'],
    error: 'Say when it is open.',
  })

export type OverrideInput = z.input<typeof overrideInput>

/**
 * Dates that differ as somebody gave them, when they may set them.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`
 */
export async function readOverride(
  ctx: TenantContext,
  raw: OverrideInput,
): Promise<{ override: Omit<AvailabilityOverrideRow, 'id' | 'holiday'>; references: References }> {
  requireReach(ctx, 'availability:change')
  const input = parseInput(overrideInput, raw)
  const references = await readReferences(ctx)
  const override = { ...input, ...checkWhose(references, input) }
  requireFor(ctx, 'availability:change', [override.trainerId])
  return { override, references }
}
