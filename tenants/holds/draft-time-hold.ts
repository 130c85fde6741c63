import { chooseResources } from '../availability/choose-resources.ts'
import { readSchedules } from '../availability/read-schedules.ts'
import { durationOf } from '../bookings/book-time.ts'
import { judgeSchedules } from '../bookings/judge-schedules.ts'
import type { TenantContext } from '../context.ts'
import { hours, minutes } from '../durations.ts'
import { listLimitChecks } from '../limits/list-limit-checks.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getService } from '../studio/get-service.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import type { HoldDraft, TimeWish } from './place-hold.ts'

/**
 * A trainer's time, as it could be booked now by somebody nobody knows yet.
 *
 * @throws AppError `not_found`, `invalid_input`, `slot_unavailable`, `slot_taken`; DatabaseError.
 */
export async function draftTimeHold(
  ctx: TenantContext,
  catalogue: Catalogue,
  wish: TimeWish,
): Promise<HoldDraft> {
  const service = getService(catalogue, wish.serviceId)
  const trainer = getTrainer(catalogue, wish.trainerId)
  const { startsAt } = wish
  const schedules = await readSchedules(ctx, catalogue, {
    service,
    trainerIds: [trainer.id],
    locationId: wish.locationId ?? null,
    durationMinutes: durationOf(service, wish.durationMinutes),
    from: startsAt - hours(24),
    to: startsAt + hours(48),
  })
  const { able, refusal } = judgeSchedules(schedules, { catalogue, service, startsAt, now: ctx.now() })
  const [schedule] = able
  if (!schedule) throw refusal

  const endsAt = startsAt + minutes(schedule.durationMinutes)
  const time = {
    trainerId: trainer.id,
    startsAt,
    endsAt,
    occupiedFrom: startsAt - minutes(service.bufferBeforeMinutes),
    occupiedUntil: endsAt + minutes(service.bufferAfterMinutes),
    gapRule: service.gapRule,
  }
  const takes = chooseResources(schedule, startsAt, 1) ?? []
  const limits = listLimitChecks(catalogue, {
    serviceId: service.id,
    trainerId: trainer.id,
    clientKey: '',
    clientGroupId: null,
    timeZone: schedule.timeZone,
    now: ctx.now(),
    during: [{ startsAt, endsAt }],
  }).filter(({ subject }) => subject !== 'client')
  return {
    row: {
      ...time,
      sessionId: null,
      quantity: 1,
      serviceId: service.id,
      locationId: schedule.locationId,
      takes,
    },
    claim: { times: [time], takes, places: [], limits },
  }
}
