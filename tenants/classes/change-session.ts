import { z } from 'zod'
import type { SessionRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { anInstant } from '../bookings/booking-input.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getService } from '../studio/get-service.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import { anId, invalidFields, parseFields } from '../studio/staff-input.ts'
import { alterSession, takesOtherwise, type Alteration } from './alter-session.ts'
import { commitChanges } from './commit-changes.ts'
import { getSession } from './get-session.ts'
import { namedResources } from './named-resources.ts'
import { planSessions, type PlannedSession } from './plan-sessions.ts'
import { readAffected, type AffectedSession } from './read-affected.ts'
import { readSessionRow } from './read-session-row.ts'
import { retryClashes } from './retry-clashes.ts'
import { clashFields, priceField, sessionFields } from './series-input.ts'
import type { SessionView } from './session-view.ts'
import { settleClashes } from './settle-clashes.ts'

const changeSessionInput = sessionFields.partial().extend({
  sessionId: anId,
  /** Changes it only when it is as it was seen. */
  version: z.int().nullish(),
  startsAt: anInstant.optional(),
  priceMinor: priceField.optional(),
  overrideReason: clashFields.shape.overrideReason,
})
export type ChangeSessionInput = z.input<typeof changeSessionInput>
type Change = z.output<typeof changeSessionInput>

export type SessionPreview = { planned: PlannedSession; affected: AffectedSession[] }

/**
 * Staff change one session: its time, trainers, place, rooms, places or price, given fields only. Later edits of its series
 * leave what was changed here. Whoever is booked goes along and is told of another time, trainer or place, and may then
 * cancel free of charge; with fewer places than people everybody stays (`isOverbooked`), with more those who wait move up.
 *
 * @throws AppError `unauthorized`, `invalid_input`, `not_found`, `not_allowed`, `already_started`; `conflict` when something
 * is in the way and no `overrideReason` is given; `changed_meanwhile`; DatabaseError.
 */
export async function changeSession(
  ctx: TenantContext,
  raw: ChangeSessionInput,
): Promise<{ session: SessionView; affected: AffectedSession[] }> {
  const actor = requireStaff(ctx)
  const input = parseFields(changeSessionInput, raw)
  const affected = await retryClashes(async () => {
    const { catalogue, before, planned } = await planChange(ctx, input)
    const { sessions } = settleClashes([planned], {
      catalogue,
      onConflict: 'refuse',
      overrideReason: input.overrideReason,
    })
    const changed = sessions.map((after) => ({ before, after }))
    const told = await readAffected(ctx, changed)
    await commitChanges(ctx, { changed, added: [], dropped: [], dropReason: null, actor })
    return told
  })
  return { session: await getSession(ctx, input.sessionId), affected }
}

/**
 * What a change of one session would mean: what is in its way, and whom it concerns. Nothing is written.
 *
 * @throws AppError as `changeSession`, except `conflict`.
 */
export async function previewSessionChange(
  ctx: TenantContext,
  raw: ChangeSessionInput,
): Promise<SessionPreview> {
  requireStaff(ctx)
  const { before, planned } = await planChange(ctx, parseFields(changeSessionInput, raw))
  return { planned, affected: await readAffected(ctx, [{ before, after: planned.session }]) }
}

type Plan = { catalogue: Catalogue; before: SessionRow; planned: PlannedSession }

async function planChange(ctx: TenantContext, input: Change): Promise<Plan> {
  const [catalogue, before] = await Promise.all([getCatalogue(ctx), readSessionRow(ctx, input.sessionId)])
  if (typeof input.version === 'number' && input.version !== before.version) {
    const sentence = 'It was changed meanwhile. Please look at it again.'
    throw new AppError('changed_meanwhile', sentence, { reason: 'changed_meanwhile' })
  }
  const alteration = toAlteration(input, catalogue)
  const service = getService(catalogue, before.serviceId)
  const { after, fields } = alterSession(before, alteration, { service, now: ctx.now() })
  refuseImpossible(ctx, after, input)
  const changedFields = [...new Set([...before.changedFields, ...fields])]
  const draft = { ...after, changedFields }
  if (!takesOtherwise(before, draft) && !input.resourceIds) {
    return { catalogue, before, planned: { session: draft, clash: undefined } }
  }
  const resourceIds = input.resourceIds ?? (await namedResources(ctx, before, draft))
  const [planned] = await planSessions(ctx, [{ session: draft, resourceIds }], {
    catalogue,
    keepsTrainer: input.trainerId !== undefined,
  })
  return { catalogue, before, planned: planned ?? { session: draft, clash: undefined } }
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
  const wrong = (path: string, message: string) => invalidFields([{ path, code: 'custom', message }])
  if (input.startsAt !== undefined && after.startsAt <= ctx.now()) throw wrong('startsAt', 'This is over.')
  if (input.secondTrainerId && after.secondTrainerId === null) {
    throw wrong('secondTrainerId', 'This is the first trainer already.')
  }
}
