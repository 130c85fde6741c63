import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { localDateAt } from '../availability/local-time.ts'
import type { Alternative } from '../errors.ts'
import { getAnyService } from '../studio/get-any-service.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { withTime } from './draft-session.ts'
import { planSessions, type Draft } from './plan-sessions.ts'

const HOW_MANY = 5
const STEP_MS = minutes(30)
const STEPS_AROUND = 12

/**
 * Up to five other times of the same day at which nothing would be in the way of a session, with the same trainer and as
 * long: the nearest first, within six hours. One round trip.
 *
 * @throws DatabaseError.
 */
export async function findClassTimes(
  ctx: TenantContext,
  { session, resourceIds }: Draft,
  catalogue: Catalogue,
): Promise<Alternative[]> {
  const now = ctx.now()
  const { timeZone } = getLocation(catalogue, session.locationId)
  const on = localDateAt(timeZone, session.startsAt)
  const service = getAnyService(catalogue, session.serviceId)
  const length = session.endsAt - session.startsAt
  const drafts = Array.from({ length: STEPS_AROUND }, (_, step) => (step + 1) * STEP_MS)
    .flatMap((away) => [session.startsAt - away, session.startsAt + away])
    .filter((startsAt) => startsAt > now && localDateAt(timeZone, startsAt) === on)
    .map((startsAt) => ({
      session: withTime(session, { startsAt, endsAt: startsAt + length, service, now }),
      resourceIds,
    }))
  const planned = await planSessions(ctx, drafts, { catalogue, keepsTrainer: true, areChoices: true })
  return planned
    .filter(({ clash }) => !clash)
    .slice(0, HOW_MANY)
    .map(({ session: { startsAt, trainerId } }) => ({ startsAt, trainerId }))
}
