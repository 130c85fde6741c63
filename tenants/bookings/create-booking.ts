import { eq } from 'drizzle-orm'
import { bookings, messages, type BookingRow } from '../../db/tenant/schema/index.ts'
import { makeManageToken } from '../access/manage-token.ts'
import { makeDailyLoad } from '../availability/daily-load.ts'
import { candidateTrainers } from '../availability/list-available-slots.ts'
import { readSchedules, type Schedule } from '../availability/read-schedules.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { AppError } from '../errors.ts'
import { deriveId } from '../ids.ts'
import { getCatalogue, type Catalogue, type Service } from '../studio/get-catalogue.ts'
import { getService } from '../studio/get-service.ts'
import { parseBookingInput, type CreateBookingInput, type ParsedBookingInput } from './booking-input.ts'
import { toBookingView, type BookingView } from './booking-view.ts'
import { explainRefusal, refusalSentences } from './explain-refusal.ts'
import { findAlternatives } from './find-alternatives.ts'
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
  const [catalogue, known] = await Promise.all([getCatalogue(ctx), findKnown(ctx, id)])
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
    if (outcome.code === 'idempotency_key_reused') throw keyReused()
    if (outcome.code === 'unavailable') {
      throw new AppError('unavailable', 'Nothing was booked. Please try again in a moment.', {
        retryAfterSeconds: 5,
      })
    }
    if (outcome.code === 'outcome_unknown') {
      throw new AppError(
        'outcome_unknown',
        'It is not certain yet whether this was booked. Sending the same request again settles it.',
        { retryAfterSeconds: 5 },
      )
    }
  }
  throw await slotTaken(ctx, service, { startsAt: input.startsAt, trainerId: input.trainerId ?? null })
}

/** The schedules of the trainers who can take it, or the reason why none can. */
async function chooseSchedules(
  ctx: TenantContext,
  { catalogue, service, input }: { catalogue: Catalogue; service: Service; input: ParsedBookingInput },
): Promise<Schedule[]> {
  const { startsAt } = input
  const trainerIds = candidateTrainers(catalogue, service, input.trainerId)
  const day = { from: startsAt - minutes(1440), to: startsAt + minutes(2880) }
  const schedules = await readSchedules(ctx, catalogue, { trainerIds, ...day })
  const judged = schedules.map((schedule) => ({
    schedule,
    reason: explainRefusal(service, schedule, { startsAt, now: ctx.now() }),
  }))
  const able = judged.filter(({ reason }) => reason === undefined).map(({ schedule }) => schedule)
  if (able.length > 0) return able
  if (judged.some(({ reason }) => reason === 'busy' || reason === 'buffer')) {
    throw await slotTaken(ctx, service, { startsAt, trainerId: input.trainerId ?? null })
  }
  const reason = judged[0]?.reason ?? 'outside_hours'
  throw new AppError('slot_unavailable', refusalSentences[reason], { reason })
}

/** Least busy of that day first. Equals in an order that differs per booking, so that a rush spreads over them. */
function spread(schedules: Schedule[], { id, startsAt }: { id: string; startsAt: number }): Schedule[] {
  const load = makeDailyLoad()
  const first = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % Math.max(1, schedules.length)
  return [...schedules.slice(first), ...schedules.slice(0, first)].toSorted(
    (a, b) => load(a, startsAt) - load(b, startsAt),
  )
}

async function slotTaken(
  ctx: TenantContext,
  service: Service,
  wish: { startsAt: number; trainerId: string | null },
): Promise<AppError> {
  const alternatives = await findAlternatives(ctx, service, wish)
  return new AppError('slot_taken', 'Someone was faster: that time is taken.', {
    reason: 'busy',
    alternatives,
  })
}

function keyReused(): AppError {
  return new AppError('idempotency_key_reused', 'This key was used before, for another request.')
}

type Known = { row: BookingRow; confirmationState: BookingView['confirmationState'] }

async function findKnown({ db }: TenantContext, id: string): Promise<Known | undefined> {
  const [rows, confirmations] = await db.read([
    db.orm.select().from(bookings).where(eq(bookings.id, id)),
    db.orm
      .select({ kind: messages.kind, state: messages.state })
      .from(messages)
      .where(eq(messages.bookingId, id)),
  ])
  const [row] = rows
  if (!row) return undefined
  const confirmation = confirmations.find(({ kind }) => kind === 'booking_confirmed')
  return { row, confirmationState: confirmation?.state ?? 'planned' }
}

async function replay(
  ctx: TenantContext,
  { row, confirmationState }: Known,
  { catalogue, requestHash }: { catalogue: Catalogue; requestHash: string },
): Promise<CreatedBooking> {
  if (row.requestHash !== requestHash) throw keyReused()
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
