import { requireStaff } from '../access/require-staff.ts'
import { findRefusal } from '../bookings/find-refusal.ts'
import { readClient, type KnownClient } from '../bookings/read-client.ts'
import type { TenantContext } from '../context.ts'
import { hours, minutes } from '../durations.ts'
import { listLimitChecks } from '../limits/list-limit-checks.ts'
import { isSuspended } from '../policies/is-suspended.ts'
import { getCatalogue, type Catalogue, type Service } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import { describeLimit, describeRefusal, type RefusalDetails } from './describe-refusal.ts'
import { describeInstant } from './describe-when.ts'
import { explainStart } from './explain-start.ts'
import { chosenDuration, getAppointment } from './list-available-slots.ts'
import { readSchedules, type Schedule } from './read-schedules.ts'

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

/**
 * Whether a time could be booked now, and with whom and where, or why not: everything that booking it would ask.
 *
 * @throws AppError `unauthorized` unless staff ask; `not_found` for an unknown service, trainer or place, or a class;
 * `invalid_input` for a duration that is not for sale; DatabaseError.
 */
export async function explainTime(ctx: TenantContext, question: TimeQuestion): Promise<TimeExplanation> {
  requireStaff(ctx)
  const { trainerId, locationId, startsAt, clientEmail } = question
  const catalogue = await getCatalogue(ctx)
  const service = getAppointment(catalogue, question.serviceId)
  const trainerIds = trainerId ? [getTrainer(catalogue, trainerId).id] : service.trainerIds
  if (locationId) getLocation(catalogue, locationId)
  const client = clientEmail ? await readClient(ctx, clientEmail.trim().toLowerCase()) : null
  const schedules = await readSchedules(ctx, catalogue, {
    service,
    trainerIds: trainerIds.filter((id) => service.trainerIds.includes(id)),
    locationId,
    durationMinutes: chosenDuration(service, question.durationMinutes),
    heads: question.heads,
    clientGroupId: client?.clientGroupId,
    ignore: question.ignore,
    from: startsAt - hours(24),
    to: startsAt + hours(48),
  })
  const judged = schedules.map((schedule) => ({
    schedule,
    explanation: explainStart(service, schedule, { startsAt, now: ctx.now() }),
  }))
  const able = judged.find(({ explanation }) => explanation.ok)?.schedule
  if (able) {
    const refusal =
      client && (await explainClient(ctx, client, { ...question, catalogue, service, schedule: able }))
    const { trainerId: withWhom, locationId: where } = able
    return refusal
      ? { ok: false, ...refusal, others: [] }
      : { ok: true, trainerId: withWhom, locationId: where }
  }
  const others = judged.flatMap(({ schedule, explanation }) => {
    if (explanation.ok) return []
    const { trainerId: whose, locationId: where } = schedule
    return [
      {
        trainerId: whose,
        locationId: where,
        ...describeRefusal(explanation, { catalogue, schedule, startsAt }),
      },
    ]
  })
  return { ok: false, ...nearestMiss(others), others: others.length > 1 ? others : [] }
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

function nearestMiss(refusals: readonly TimeRefusal[]): TimeRefusal {
  const [nearest] = refusals.toSorted((a, b) => ORDER.indexOf(b.reason) - ORDER.indexOf(a.reason))
  if (!nearest)
    return { reason: 'not_given_here', sentence: 'This is not given there, or not by them.', details: {} }
  const { reason, sentence, details } = nearest
  return { reason, sentence, details }
}

type Asked = TimeQuestion & { catalogue: Catalogue; service: Service; schedule: Schedule }

/** What the studio does not let this client do; nothing when it does. */
async function explainClient(
  ctx: TenantContext,
  client: KnownClient,
  asked: Asked,
): Promise<TimeRefusal | undefined> {
  const { catalogue, service, schedule, startsAt, clientEmail, ignore = [] } = asked
  const email = clientEmail?.trim().toLowerCase() ?? ''
  const suspension = client.id === null ? null : await isSuspended(ctx, client.id)
  if (suspension) {
    const { until } = suspension
    const sentence = `The client cannot book online until ${describeInstant(schedule.timeZone, until)}.`
    return { reason: 'suspended', sentence, details: { opensAt: until } }
  }
  const during = [{ startsAt, endsAt: startsAt + minutes(schedule.durationMinutes) }]
  const now = ctx.now()
  const refusal = await findRefusal(ctx.db, {
    times: [],
    takes: [],
    places: [],
    limits: listLimitChecks(catalogue, {
      serviceId: service.id,
      trainerId: schedule.trainerId,
      clientEmail: email,
      clientGroupId: client.clientGroupId,
      timeZone: schedule.timeZone,
      now,
      during,
    }),
    person: catalogue.studio.allowsClientOverlap ? null : { clientEmail: email, dependentId: null, during },
    holder: null,
    ignore: [...ignore],
    isForced: false,
    now,
  })
  if (!refusal) return undefined
  const limit = catalogue.limits.find(({ id }) => id === refusal.about)
  if (!limit)
    return { reason: refusal.reason, sentence: 'The client has another booking at that time.', details: {} }
  const who = { client: 'The client', trainer: 'The trainer', service: 'This' }[limit.subject]
  return {
    reason: refusal.reason,
    sentence: `${who} ${describeLimit(limit)}.`,
    details: { limitId: limit.id },
  }
}
