import type { z } from 'zod'
import type { SessionRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { makeId } from '../ids.ts'
import { anId, anInstant } from '../input-parts.ts'
import { invalidFields } from '../parse-input.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getService } from '../studio/get-service.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import { checkResources } from './choose-takes.ts'
import { withTime } from './draft-session.ts'
import { planSessions, type PlannedSession } from './plan-sessions.ts'
import { requireOwnClass } from './require-own-class.ts'
import { clashFields, priceField, sessionFields } from './series-input.ts'

export const createSessionInput = sessionFields
  .partial()
  .extend({
    serviceId: anId,
    startsAt: anInstant,
    priceMinor: priceField.optional(),
    overrideReason: clashFields.shape.overrideReason,
  })
  .required({ trainerId: true })
export type CreateSessionInput = z.input<typeof createSessionInput>
export type NewSession = z.output<typeof createSessionInput>

type Plan = { catalogue: Catalogue; planned: PlannedSession }

/**
 * A class put on once, its resources chosen, and what is in its way. Nothing is written.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`; DatabaseError.
 */
export async function planNewSession(ctx: TenantContext, input: NewSession): Promise<Plan> {
  const catalogue = await getCatalogue(ctx)
  const session = toSession(input, catalogue, ctx.now())
  requireOwnClass(ctx, session, input)
  const { resourceIds = [] } = input
  checkResources(catalogue, { locationId: session.locationId, resourceIds })
  const [planned] = await planSessions(ctx, [{ session, resourceIds }], { catalogue, keepsTrainer: true })
  return { catalogue, planned: planned ?? { session, clash: undefined } }
}

function toSession(input: NewSession, catalogue: Catalogue, now: number): SessionRow {
  const wrong = (path: string, message: string) => invalidFields([{ path, code: 'invalid', message }])
  const service = getService(catalogue, input.serviceId)
  if (service.kind !== 'class') throw wrong('serviceId', 'This service is not a class.')
  if (input.startsAt <= now) throw wrong('startsAt', 'This is over.')
  const trainer = getTrainer(catalogue, input.trainerId)
  const second = input.secondTrainerId ? getTrainer(catalogue, input.secondTrainerId) : null
  if (second?.id === trainer.id) throw wrong('secondTrainerId', 'This is the first trainer already.')
  const terms = service.trainerTerms[trainer.id] ?? service
  const locationId = input.locationId ?? service.locationIds[0] ?? trainer.locationId
  const durationMinutes = input.durationMinutes ?? terms.durationMinutes
  const session = {
    id: makeId('ses'),
    seriesId: null,
    serviceId: service.id,
    locationId: getLocation(catalogue, locationId).id,
    trainerId: trainer.id,
    secondTrainerId: second?.id ?? null,
    seriesOn: null,
    gapRule: service.gapRule,
    takes: [],
    capacity: input.capacity ?? service.capacity,
    onlineCapacity: input.onlineCapacity === undefined ? service.onlineCapacity : input.onlineCapacity,
    walkInCapacity: input.walkInCapacity ?? service.walkInCapacity,
    minAttendance: input.minAttendance ?? service.minAttendance,
    priceMinor: input.priceMinor ?? terms.priceMinor,
    status: 'scheduled' as const,
    cancelReason: null,
    // Rooms that were named for it are not exchanged for others when it moves.
    changedFields: input.resourceIds ? ['resourceIds'] : [],
    overrideReason: null,
    version: 1,
    statusAt: now,
    createdAt: now,
  }
  const endsAt = input.startsAt + minutes(durationMinutes)
  return withTime(session, { startsAt: input.startsAt, endsAt, service, now })
}
