import { makeManageToken } from '../access/manage-token.ts'
import { makeDailyLoad } from '../availability/daily-load.ts'
import { candidateTrainers } from '../availability/list-available-slots.ts'
import { readSchedules, type Schedule } from '../availability/read-schedules.ts'
import type { TenantContext } from '../context.ts'
import { hours } from '../durations.ts'
import { AppError } from '../errors.ts'
import { deriveId } from '../ids.ts'
import { getCatalogue, type Catalogue, type Service } from '../studio/get-catalogue.ts'
import { getService } from '../studio/get-service.ts'
import { parseBookingInput, type CreateBookingInput, type ParsedBookingInput } from './booking-input.ts'
import { toBookingView, type BookingView } from './booking-view.ts'
import { explainRefusal, refusalSentences } from './explain-refusal.ts'
import { findAlternatives } from './find-alternatives.ts'
import { findBooking, type FoundBooking } from './find-booking.ts'
import { makeCommand } from './make-command.ts'

export type CreatedBooking = { booking: BookingView; manageToken: string; isNew: boolean }

/**
 * Books a time of a trainer, or of whichever trainer is free then and least busy that day.
 *
 * What can be checked is checked here; the decision is the database's, reached through the trainer's line, so that of two
 * people racing for the same time one wins. The booking's id comes from the idempotency key: sent again, the same request
 * finds its own booking, also when the first answer got lost.
 *
 * @throws AppError `invalid_input`, `not_found`, `slot_unavailable` (with a reason), `slot_taken` (with alternatives),
 * `idempotency_key_reused`, `unavailable` (nothing was booked), `outcome_unknown` (the same request settles it);
 * DatabaseError when the studio's database cannot be read.
 */
export async function createBooking(ctx: TenantContext, raw: CreateBookingInput): Promise<CreatedBooking> {
  const input = parseBookingInput(raw)
  const id = await deriveId('bkg', ctx.tenant.id, input.source, input.idempotencyKey)
  const requestHash = await hashRequest(input)
  const [catalogue, known] = await Promise.all([getCatalogue(ctx), findBooking(ctx, id)])
  if (known) return replay(ctx, known, { catalogue, requestHash })

  const service = getService(catalogue, input.serviceId)
  const schedules = await chooseSchedules(ctx, { catalogue, service, input })
  for (const schedule of spread(schedules, { id, startsAt: input.startsAt })) {
    const command = await makeCommand({ ctx, catalogue, service, schedule, input, id, requestHash })
    const outcome = await ctx.calendar.book(command)
    if (outcome.ok) {
      await ctx.announce(command.createdAt)
      const booking = toBookingView(outcome.booking, catalogue, 'planned')
      return { booking, manageToken: await makeManageToken(ctx, id), isNew: true }
    }
    if (outcome.code !== 'slot_taken') throw new AppError(outcome.code, sentences[outcome.code], retrySoon)
  }
  // What took the time may be this very request, sent twice at once.
  const winner = await findBooking(ctx, id)
  if (winner) return replay(ctx, winner, { catalogue, requestHash })
  const wish = { startsAt: input.startsAt, trainerId: input.trainerId ?? null }
  const alternatives = await findAlternatives(ctx, service, wish)
  throw new AppError('slot_taken', sentences.slot_taken, { reason: 'busy', alternatives })
}

const sentences = {
  slot_taken: 'Someone was faster: that time is taken.',
  idempotency_key_reused: 'This key was used before, for another request.',
  unavailable: 'Nothing was booked. Please try again in a moment.',
  outcome_unknown:
    'It is not certain yet whether this was booked. Sending the same request again settles it.',
} as const
const retrySoon = { retryAfterSeconds: 5 }

/** The schedules of the trainers who can take it; none when it is taken. Throws `slot_unavailable` when none ever could. */
async function chooseSchedules(
  ctx: TenantContext,
  { catalogue, service, input }: { catalogue: Catalogue; service: Service; input: ParsedBookingInput },
): Promise<Schedule[]> {
  const { startsAt } = input
  const trainerIds = candidateTrainers(catalogue, service, input.trainerId)
  // The whole local day, wherever in it the start is: how busy it is decides who is asked first.
  const day = { from: startsAt - hours(24), to: startsAt + hours(48) }
  const judged = (await readSchedules(ctx, catalogue, { trainerIds, ...day })).map((schedule) => ({
    schedule,
    reason: explainRefusal(service, schedule, { startsAt, now: ctx.now() }),
  }))
  const able = judged.filter(({ reason }) => reason === undefined).map(({ schedule }) => schedule)
  const isTaken = judged.some(({ reason }) => reason === 'busy' || reason === 'buffer')
  if (able.length > 0 || isTaken) return able
  const reason = judged[0]?.reason ?? 'outside_hours'
  throw new AppError('slot_unavailable', refusalSentences[reason], { reason })
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

async function replay(
  ctx: TenantContext,
  { row, confirmationState }: FoundBooking,
  { catalogue, requestHash }: { catalogue: Catalogue; requestHash: string },
): Promise<CreatedBooking> {
  if (row.requestHash !== requestHash) {
    throw new AppError('idempotency_key_reused', sentences.idempotency_key_reused)
  }
  const booking = toBookingView(row, catalogue, confirmationState)
  return { booking, manageToken: await makeManageToken(ctx, row.id), isNew: false }
}

/** SHA-256 of what was asked for, as hex: everything but the key and the way it came. */
async function hashRequest({
  serviceId,
  trainerId,
  startsAt,
  client,
  notes,
}: ParsedBookingInput): Promise<string> {
  const { firstName, lastName, email, phone } = client
  const asked = [serviceId, trainerId || null, startsAt, firstName, lastName, email, phone, notes || null]
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(asked)))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
