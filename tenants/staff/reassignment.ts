import { z } from 'zod'
import { isDatabaseError } from '../../db/database-error.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { isAppError } from '../errors.ts'
import { anId } from '../input-parts.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { readReferences } from '../studio/read-references.ts'
import type { Upcoming } from './list-upcoming.ts'

export const reassignInput = z.object({
  /** Ids or slugs. */
  fromTrainerId: anId,
  toTrainerId: anId,
})
export type ReassignInput = z.input<typeof reassignInput>

/** Why something stays where it is: a machine's word, and a sentence. */
export type Hindrance = { reason: string; message: string }

/** What goes to another trainer, or went, and what does not. */
export type Reassignment = { moved: Upcoming[]; left: (Upcoming & Hindrance)[] }

/** From whom to whom, by whom, and the studio as it was when that began. */
export type Handover = {
  fromTrainerId: string
  toTrainerId: string
  catalogue: Catalogue
  /** As history writes it. */
  actor: string
}

/**
 * Reads who gives what they were to give to whom.
 *
 * @throws AppError `unauthorized`, `forbidden`; `invalid_input` for a trainer who is not there, who takes no bookings, or
 * who would replace themselves.
 */
export async function readHandover(ctx: TenantContext, raw: ReassignInput): Promise<Handover> {
  requireStaff(ctx, 'availability:change')
  requireStaff(ctx, 'calendar:change')
  const actor = requireStaff(ctx, 'bookings:change')
  const input = parseInput(reassignInput, raw)
  const [references, catalogue] = await Promise.all([readReferences(ctx), getCatalogue(ctx)])
  const from = references.trainer(input.fromTrainerId, 'fromTrainerId')
  const to = references.trainer(input.toTrainerId, 'toTrainerId')
  const wrong = (code: string, message: string) => invalidFields([{ path: 'toTrainerId', code, message }])
  if (from.id === to.id) throw wrong('same', 'Nobody is their own substitute.')
  if (!catalogue.trainers.some(({ id }) => id === to.id)) {
    throw wrong('not_bookable', 'This trainer takes no bookings.')
  }
  return { fromTrainerId: from.id, toTrainerId: to.id, catalogue, actor }
}

/** What keeps something from being done; nothing when it was done. Throws what says nothing about it, such as a database that is away. */
export async function findHindrance(work: () => Promise<unknown>): Promise<Hindrance | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (isAppError(error)) return { reason: error.details.reason ?? error.code, message: error.message }
    if (isDatabaseError(error, 'constraint')) {
      return { reason: 'changed_meanwhile', message: 'It was changed meanwhile.' }
    }
    throw error
  }
}
