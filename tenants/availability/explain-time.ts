import { z } from 'zod'
import { reachOf } from '../access/grants.ts'
import { requireFor, requireReach } from '../access/require-staff.ts'
import { readClient } from '../bookings/read-client.ts'
import { isOwnAddress } from '../clients/own-clients.ts'
import type { TenantContext } from '../context.ts'
import { hours } from '../durations.ts'
import { anInstant } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getService } from '../studio/get-service.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import { describeRefusal, type RefusalDetails } from './describe-refusal.ts'
import { explainClient } from './explain-client.ts'
import { explainSession } from './explain-session.ts'
import { explainStart } from './explain-start.ts'
import { assertHeads, chosenDuration } from './list-available-slots.ts'
import { nameSources } from './name-sources.ts'
import { readSchedules } from './read-schedules.ts'

export type TimeQuestion = {
  /** Ids or slugs. Without a trainer: anyone who gives the service; without a place: wherever they work. */
  serviceId: string
  trainerId?: string | null | undefined
  locationId?: string | null | undefined
  startsAt: number
  durationMinutes?: number | null | undefined
  /** How many people come; 1 when left out. */
  heads?: number | undefined
  /** For this client: what their group, their limits and their other bookings allow. */
  clientEmail?: string | null | undefined
  /** Bookings and holds that do not count, such as the one about to be moved. */
  ignore?: readonly string[] | undefined
}

/** Why not. With several trainers or places, each of them is told of; the first words are those of the nearest miss. */
export type TimeRefusal = { reason: string; sentence: string; details: RefusalDetails }
export type TimeExplanation =
  | { ok: true; trainerId: string; locationId: string }
  | (TimeRefusal & { ok: false; others: (TimeRefusal & { trainerId: string; locationId: string })[] })

const askedInput = z.object({ startsAt: anInstant })

/**
 * Whether a time, or the class that begins then, could be booked now, with whom and where, or why not: everything that
 * booking it would ask. A trainer asks of themself, and for clients of their own: somebody else's are nobody, as all are
 * for staff who may not look at bookings. At most seven round trips.
 *
 * @throws AppError `unauthorized` unless staff ask; `forbidden`, also of another trainer; `not_found` for an unknown
 * service, trainer or place; `invalid_input` for an instant in no calendar, a duration that is not for sale, or more people
 * than may come; DatabaseError.
 */
export async function explainTime(ctx: TenantContext, asked: TimeQuestion): Promise<TimeExplanation> {
  const { onlyTrainerId } = requireReach(ctx, 'availability:view')
  const question = { ...asked, trainerId: asked.trainerId ?? onlyTrainerId }
  const { locationId, heads = 1, ignore = [] } = question
  const { startsAt } = parseInput(askedInput, question)
  const catalogue = await getCatalogue(ctx)
  const service = getService(catalogue, question.serviceId)
  const trainerId = question.trainerId ? getTrainer(catalogue, question.trainerId).id : undefined
  if (onlyTrainerId !== null) requireFor(ctx, 'availability:view', [trainerId ?? null])
  if (locationId) getLocation(catalogue, locationId)
  assertHeads(service, heads)
  const seesBookings = mayNameBookings(ctx, onlyTrainerId)
  const email = seesBookings ? await findAddress(ctx, question, onlyTrainerId) : undefined
  const client = email ? await readClient(ctx, email) : null
  if (service.kind === 'class') {
    return explainSession(ctx, catalogue, { service, question, email, client, onlyTrainerId })
  }
  const schedules = await readSchedules(ctx, catalogue, {
    service,
    trainerIds: service.trainerIds.filter((id) => trainerId === undefined || id === trainerId),
    locationId,
    durationMinutes: chosenDuration(service, question.durationMinutes),
    heads,
    clientGroupId: client?.clientGroupId,
    ignore,
    from: startsAt - hours(24),
    to: startsAt + hours(48),
  })
  const refusals: Told[] = []
  for (const schedule of schedules) {
    const explanation = explainStart(service, schedule, { startsAt, now: ctx.now() })
    if (!explanation.ok) {
      const { trainerId: whose, locationId: where } = schedule
      const told = describeRefusal(explanation, { catalogue, schedule, startsAt })
      refusals.push({ trainerId: whose, locationId: where, ...told })
      continue
    }
    const whose = { catalogue, service, schedule, startsAt, ignore, onlyTrainerId }
    const refusal = email && client && (await explainClient(ctx, { ...whose, email, client }))
    if (refusal) return { ok: false, ...refusal, others: [] }
    return { ok: true, trainerId: schedule.trainerId, locationId: schedule.locationId }
  }
  const others = seesBookings ? await nameWhatIsInTheWay(ctx, catalogue, refusals) : refusals
  return { ok: false, ...nearestMiss(others), others: others.length > 1 ? others : [] }
}

/** Whose limits and bookings count, if anybody's: lower case. */
async function findAddress(
  ctx: TenantContext,
  { clientEmail }: TimeQuestion,
  onlyTrainerId: string | null,
): Promise<string | undefined> {
  const email = clientEmail?.trim().toLowerCase()
  if (!email || onlyTrainerId === null) return email
  return (await isOwnAddress(ctx, email, onlyTrainerId)) ? email : undefined
}

type Told = TimeRefusal & { trainerId: string; locationId: string }

/** Whose booking it is, those of the staff may know who see as many bookings as they see hours. */
function mayNameBookings({ actor }: TenantContext, onlyTrainerId: string | null): boolean {
  if (actor.kind !== 'staff') return true
  const reach = reachOf(actor.grants, 'bookings:view')
  return reach === 'any' || (reach === 'own' && onlyTrainerId !== null)
}

async function nameWhatIsInTheWay(ctx: TenantContext, catalogue: Catalogue, told: Told[]): Promise<Told[]> {
  const names = await nameSources(
    ctx,
    catalogue,
    told.flatMap(({ details }) => details.sourceId ?? []),
  )
  return told.map((one) => {
    const what = names.get(one.details.sourceId ?? '')
    return what === undefined ? one : { ...one, details: { ...one.details, what } }
  })
}

/** In the order in which a time is checked: the later the reason, the less there was in the way. */
const ORDER = [
  'in_past',
  'too_soon',
  'window_closed',
  'too_far',
  'closed',
  'outside_hours',
  'time_off',
  'break',
  'off_grid',
  'busy',
  'buffer',
  'resource_taken',
  'service_limit',
  'trainer_limit',
]

function nearestMiss(told: readonly Told[]): TimeRefusal {
  const [nearest] = told.toSorted((a, b) => ORDER.indexOf(b.reason) - ORDER.indexOf(a.reason))
  if (!nearest)
    return { reason: 'not_given_here', sentence: 'This is not given there, or not by them.', details: {} }
  const { reason, sentence, details } = nearest
  return { reason, sentence, details }
}
