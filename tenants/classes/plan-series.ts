import type { z } from 'zod'
import type { ClassSeriesRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { anId } from '../input-parts.ts'
import { invalidFields } from '../parse-input.ts'
import { getCatalogue, type Catalogue, type Service } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getService } from '../studio/get-service.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import { localDate } from '../studio/staff-input.ts'
import { checkResources } from './choose-takes.ts'
import { draftSeries } from './draft-series.ts'
import { planSessions, type PlannedSession } from './plan-sessions.ts'
import { requireOwnClass } from './require-own-class.ts'
import { checkSeries, clashFields, seriesFields } from './series-input.ts'

export const createClassSeriesInput = seriesFields
  .partial()
  .extend({ serviceId: anId, fromOn: localDate })
  .required({ trainerId: true, weekdays: true, startMinute: true })
  .extend(clashFields.shape)
export type CreateClassSeriesInput = z.input<typeof createClassSeriesInput>
type NewSeries = z.output<typeof createClassSeriesInput>

export type SeriesPlan = { catalogue: Catalogue; series: ClassSeriesRow; planned: PlannedSession[] }

/**
 * A new series, its sessions up to the horizon, and what is in the way of each; nothing is written.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`; DatabaseError.
 */
export async function planSeries(ctx: TenantContext, input: NewSeries): Promise<SeriesPlan> {
  const catalogue = await getCatalogue(ctx)
  const service = getService(catalogue, input.serviceId)
  const series = toSeries(input, { catalogue, service, now: ctx.now() })
  requireOwnClass(ctx, series, input)
  checkSeries(series)
  checkResources(catalogue, series)
  const { drafts, toOn } = draftSeries(ctx, { catalogue, series })
  const planned = await planSessions(ctx, drafts, { catalogue })
  return { catalogue, series: { ...series, madeUntilOn: toOn }, planned }
}

type Defaults = { catalogue: Catalogue; service: Service; now: number }

function toSeries(input: NewSeries, { catalogue, service, now }: Defaults): ClassSeriesRow {
  if (service.kind !== 'class') {
    throw invalidFields([{ path: 'serviceId', code: 'not_a_class', message: 'This service is not a class.' }])
  }
  const trainer = getTrainer(catalogue, input.trainerId)
  const second = input.secondTrainerId ? getTrainer(catalogue, input.secondTrainerId) : null
  const locationId = input.locationId ?? service.locationIds[0] ?? trainer.locationId
  return {
    id: makeId('cse'),
    serviceId: service.id,
    trainerId: trainer.id,
    secondTrainerId: second?.id ?? null,
    locationId: getLocation(catalogue, locationId).id,
    weekdays: input.weekdays,
    everyNWeeks: input.everyNWeeks ?? 1,
    startMinute: input.startMinute,
    durationMinutes:
      input.durationMinutes ?? service.trainerTerms[trainer.id]?.durationMinutes ?? service.durationMinutes,
    fromOn: input.fromOn,
    untilOn: input.untilOn ?? null,
    count: input.count ?? null,
    exceptOn: input.exceptOn ?? [],
    capacity: input.capacity ?? service.capacity,
    onlineCapacity: input.onlineCapacity === undefined ? service.onlineCapacity : input.onlineCapacity,
    walkInCapacity: input.walkInCapacity ?? service.walkInCapacity,
    minAttendance: input.minAttendance ?? service.minAttendance,
    resourceIds: input.resourceIds ?? [],
    status: 'active',
    madeUntilOn: null,
    createdAt: now,
    edition: 1,
  }
}
