import { z } from 'zod'
import type { SessionRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { anId, anInstant } from '../input-parts.ts'
import { invalidFields } from '../parse-input.ts'
import { getAnyService } from '../studio/get-any-service.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import { alterSession, takesOtherwise, type Alteration } from './alter-session.ts'
import { checkResources } from './choose-takes.ts'
import { namedResources } from './named-resources.ts'
import { planSessions, type PlannedSession } from './plan-sessions.ts'
import { readSessionRow } from './read-session-row.ts'
import { requireOwnChange } from './require-own-class.ts'
import { clashFields, priceField, sessionFields } from './series-input.ts'

export const changeSessionInput = sessionFields.partial().extend({
  sessionId: anId,
  /** Changes it only when it is as it was seen. */
  version: z.int().nullish(),
  startsAt: anInstant.optional(),
  priceMinor: priceField.optional(),
  overrideReason: clashFields.shape.overrideReason,
})
export type ChangeSessionInput = z.input<typeof changeSessionInput>
type Change = z.output<typeof changeSessionInput>

type Plan = {
  catalogue: Catalogue
  before: SessionRow
  planned: PlannedSession
  /** Those that were named for it. */
  resourceIds: readonly string[]
}

/**
 * A session as it shall be, its resources chosen, and what is in its way. Nothing is written.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`, `not_allowed`, `already_started`, `changed_meanwhile`; DatabaseError.
 */
export async function planSessionChange(ctx: TenantContext, input: Change): Promise<Plan> {
  const [catalogue, before] = await Promise.all([getCatalogue(ctx), readSessionRow(ctx, input.sessionId)])
  if (typeof input.version === 'number' && input.version !== before.version) {
    const sentence = 'It was changed meanwhile. Please look at it again.'
    throw new AppError('changed_meanwhile', sentence, { reason: 'changed_meanwhile' })
  }
  const alteration = toAlteration(input, catalogue)
  const service = getAnyService(catalogue, before.serviceId)
  const { after, fields } = alterSession(before, alteration, { service, now: ctx.now() })
  requireOwnChange(ctx, before, { ...after, overrideReason: input.overrideReason })
  refuseImpossible(ctx, after, input)
  const changedFields = [...new Set([...before.changedFields, ...fields])]
  const draft = { ...after, changedFields }
  if (!takesOtherwise(before, draft) && !input.resourceIds) {
    return { catalogue, before, planned: { session: draft, clash: undefined }, resourceIds: [] }
  }
  if (input.resourceIds) {
    checkResources(catalogue, { locationId: draft.locationId, resourceIds: input.resourceIds })
  }
  const resourceIds = input.resourceIds ?? (await namedResources(ctx, before, draft))
  const [planned] = await planSessions(ctx, [{ session: draft, resourceIds }], {
    catalogue,
    keepsTrainer: input.trainerId !== undefined,
  })
  return { catalogue, before, planned: planned ?? { session: draft, clash: undefined }, resourceIds }
}

/** The fields that were given, with ids for slugs. */
function toAlteration(input: Change, catalogue: Catalogue): Alteration {
  const { sessionId: _id, version: _version, overrideReason: _reason, ...fields } = input
  const { trainerId, secondTrainerId, locationId } = fields
  return {
    ...fields,
    ...(trainerId === undefined ? {} : { trainerId: getTrainer(catalogue, trainerId).id }),
    ...(secondTrainerId ? { secondTrainerId: getTrainer(catalogue, secondTrainerId).id } : {}),
    ...(locationId === undefined ? {} : { locationId: getLocation(catalogue, locationId).id }),
  }
}

function refuseImpossible(ctx: TenantContext, after: SessionRow, input: Change): void {
  const wrong = (path: string, message: string) => invalidFields([{ path, code: 'invalid', message }])
  if (input.startsAt !== undefined && after.startsAt <= ctx.now()) throw wrong('startsAt', 'This is over.')
  if (input.secondTrainerId && after.secondTrainerId === null) {
    throw wrong('secondTrainerId', 'This is the first trainer already.')
  }
}
