import type { KnownClient } from '../bookings/read-client.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { readSessionOffer } from '../series/read-session-offer.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'
import { explainClient } from './explain-client.ts'
import type { TimeExplanation, TimeQuestion } from './explain-time.ts'

type Asked = {
  service: Service
  question: TimeQuestion
  /** Lower case, and what is known of whoever has it. */
  email: string | undefined
  client: KnownClient | null
  /** As in `explainClient`. */
  onlyTrainerId: string | null
}

/**
 * Whether a place in a class could be booked now by a client, or why not: the session that begins then, by its notice, its
 * window, its places and those who wait. At most five round trips.
 *
 * @throws AppError `not_found` for an unknown trainer or place; DatabaseError.
 */
export async function explainSession(
  ctx: TenantContext,
  catalogue: Catalogue,
  { service, question, email, client, onlyTrainerId }: Asked,
): Promise<TimeExplanation> {
  const { startsAt, trainerId, locationId, heads = 1, ignore = [] } = question
  const offer = await readSessionOffer(ctx, catalogue, {
    service,
    trainerId,
    locationId,
    startsAt,
    heads,
    holdId: null,
    clientGroupId: client?.clientGroupId ?? null,
    isStaff: false,
    from: startsAt,
    to: startsAt + 1,
  })
  const look = offer.at(startsAt, [])
  if (!look.ok) {
    const { reason, sentence, opensAt } = look.refusal
    return { ok: false, reason, sentence, details: opensAt === null ? {} : { opensAt }, others: [] }
  }
  const { endsAt, trainerId: givenBy } = look.place
  const durationMinutes = (endsAt - startsAt) / minutes(1)
  // The trainer is there anyway: their limits are about their time.
  const schedule = { timeZone: offer.timeZone, durationMinutes, trainerId: null }
  const asked = { catalogue, service, schedule, startsAt, ignore, onlyTrainerId }
  const refusal = email && client && (await explainClient(ctx, { ...asked, email, client }))
  if (refusal) return { ok: false, ...refusal, others: [] }
  return { ok: true, trainerId: givenBy, locationId: offer.locationId }
}
