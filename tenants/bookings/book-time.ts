import { makeDailyLoad } from '../availability/daily-load.ts'
import { candidateTrainers, getAppointment } from '../availability/list-available-slots.ts'
import { readSchedules, type Schedule } from '../availability/read-schedules.ts'
import { hours } from '../durations.ts'
import { AppError } from '../errors.ts'
import { invalidFields } from '../parse-input.ts'
import type { Service } from '../studio/get-catalogue.ts'
import type { Ask } from './create-booking.ts'
import { findAlternatives } from './find-alternatives.ts'
import { judgeSchedules } from './judge-schedules.ts'
import { makeBookCommand } from './make-book-command.ts'
import { explainOutcome } from './refuse-booking.ts'
import type { Booked } from './booked.ts'

/** Books a trainer's time: asks each who could take it, least busy first, until one can. Throws as `createBooking`. */
export async function bookTime(ask: Ask): Promise<Booked> {
  const { ctx, catalogue, input, wish } = ask
  const service = getAppointment(catalogue, input.serviceId ?? '')
  const startsAt = input.startsAt ?? 0
  refuseParty(service, 1 + wish.guests.length)
  const { able, refusal } = await chooseSchedules(ask, service)
  if (able.length === 0 && refusal.code !== 'slot_taken') throw refusal
  let failure = refusal
  for (const schedule of spread(able, { id: wish.id, startsAt })) {
    const spot = { kind: 'time', schedule, startsAt, durationMinutes: schedule.durationMinutes } as const
    const command = await makeBookCommand(ctx, catalogue, { ...wish, service, spots: [spot] })
    const outcome = await ctx.calendar.book(command)
    if (outcome.ok) return outcome
    failure = await explainOutcome(ctx, catalogue, { code: outcome.code, claim: command.claim })
    // Somebody else may still have time; what this client may not do, no trainer changes.
    if (failure.code !== 'slot_taken') return { ok: false, failure }
  }
  const alternatives = await findAlternatives(ctx, service, {
    ...input,
    startsAt,
    trainerId: input.trainerId ?? null,
    clientKey: wish.client.key,
    clientGroupId: wish.client.clientGroupId,
    ignore: wish.hold ? [wish.hold.id] : [],
  })
  const { reason = 'busy' } = failure.details
  return { ok: false, failure: new AppError('slot_taken', failure.message, { reason, alternatives }) }
}

/** @throws AppError `invalid_input` (`party_too_large`) when more people would come than may. */
export function refuseParty({ maxParty }: Service, heads: number): void {
  if (heads <= maxParty) return
  const message = maxParty === 1 ? 'This is for one person.' : `This is for at most ${maxParty} people.`
  const errors = [{ path: 'guests', code: 'too_many', message }]
  throw new AppError('invalid_input', message, { errors, reason: 'party_too_large' })
}

type Choice = ReturnType<typeof judgeSchedules>

/** The schedules of the trainers who can take it, and why the others cannot. */
async function chooseSchedules({ ctx, catalogue, input, wish }: Ask, service: Service): Promise<Choice> {
  const startsAt = input.startsAt ?? 0
  const schedules = await readSchedules(ctx, catalogue, {
    service,
    trainerIds: candidateTrainers(catalogue, service, input.trainerId),
    locationId: input.locationId ?? null,
    durationMinutes: durationOf(service, input.durationMinutes),
    heads: 1 + wish.guests.length,
    clientGroupId: wish.client.clientGroupId,
    ignore: wish.hold ? [wish.hold.id] : [],
    // The whole local day, wherever in it the start is: how busy it is decides who is asked first.
    from: startsAt - hours(24),
    to: startsAt + hours(48),
  })
  const judged = judgeSchedules(schedules, { catalogue, service, startsAt, now: ctx.now() })
  // Staff who override know what is in the way.
  return wish.overrideReason === null ? judged : { ...judged, able: schedules }
}

/** What the client chose, if it is theirs to choose; nothing: the trainer's own. */
export function durationOf(
  { durationMinutes, durationChoices }: Service,
  chosen: number | null | undefined,
): number | undefined {
  if (chosen === null || chosen === undefined) return undefined
  if (chosen === durationMinutes || durationChoices.includes(chosen)) return chosen
  const errors = [
    { path: 'durationMinutes', code: 'invalid', message: 'This cannot be booked for that long.' },
  ]
  throw invalidFields(errors)
}

/** Least busy of that day first. Equals in an order that differs per booking, so that a rush spreads over them. */
function spread(schedules: Schedule[], { id, startsAt }: { id: string; startsAt: number }): Schedule[] {
  const load = makeDailyLoad()
  const first =
    Array.from(id, (letter) => letter.charCodeAt(0)).reduce((sum, code) => sum + code, 0) %
    Math.max(1, schedules.length)
  return [...schedules.slice(first), ...schedules.slice(0, first)].toSorted(
    (a, b) => load(a, startsAt) - load(b, startsAt),
  )
}
