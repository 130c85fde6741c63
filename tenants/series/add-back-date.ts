import { z } from 'zod'
import type { BookingRow } from '../../db/tenant/schema/index.ts'
import { localDateAt, MINUTE_MS } from '../availability/local-time.ts'
import type { BookingRequest, Spot } from '../bookings/booking-request.ts'
import { refuseSuspended } from '../bookings/create-booking.ts'
import { findBooking } from '../bookings/find-booking.ts'
import { makeBookCommand } from '../bookings/make-book-command.ts'
import { readClient, type KnownClient } from '../bookings/read-client.ts'
import { explainOutcome, guardRefusals, refusals } from '../bookings/refuse-booking.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import { deriveId, hashText } from '../ids.ts'
import { anInstant, idempotencyKey } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { getService } from '../studio/get-service.ts'
import { findManagedSeries, type FoundManagedSeries, type FoundSeries } from './find-series.ts'
import { getSeries } from './get-series.ts'
import { listSeriesDays } from './list-series-days.ts'
import { DAYS_AROUND, type DateRefusal, type Place } from './offer.ts'
import { HOW_MANY } from './plan-dates.ts'
import { readOffers } from './read-offers.ts'
import type { SeriesView } from './series-view.ts'

const addInput = z.object({ seriesId: z.string(), startsAt: anInstant, idempotencyKey })

export type AddDateInput = z.input<typeof addInput> & {
  /** Of any date of the series; staff need none, nor does its client. */
  manageToken?: string | null
}

type Adding = FoundManagedSeries & { catalogue: Catalogue; client: KnownClient }

/**
 * Books one more date of a series, one that was left out or another, with its trainer, at its place, for whom it is. Sent
 * again under the same key, it finds its own booking.
 *
 * @throws AppError `not_found`, `invalid_input`, `not_allowed`, `slot_taken` and `session_full`, `slot_unavailable` (these
 * with alternatives when the date cannot be had as things were), `idempotency_key_reused`, `unavailable`,
 * `outcome_unknown`; DatabaseError.
 */
export async function addBackDate(
  ctx: TenantContext,
  { manageToken = null, ...raw }: AddDateInput,
): Promise<SeriesView> {
  const { seriesId, ...input } = parseInput(addInput, raw)
  const found = await findManagedSeries(ctx, { seriesId, manageToken })
  const id = await deriveId('bkg', ctx.tenant.id, seriesId, input.idempotencyKey)
  const requestHash = await hashText(JSON.stringify([seriesId, input.startsAt]))
  const [catalogue, client, known] = await Promise.all([
    getCatalogue(ctx),
    readClient(ctx, templateOf(found).clientId),
    findBooking(ctx, id),
  ])
  if (known && known.row.requestHash !== requestHash) {
    throw new AppError('idempotency_key_reused', refusals.idempotency_key_reused)
  }
  if (!known) {
    if (!found.isStaff) await refuseSuspended(ctx, client)
    const adding = { ...found, catalogue, client }
    const { spot } = await findPlace(ctx, adding, input.startsAt)
    const command = await makeBookCommand(ctx, catalogue, toRequest(adding, { id, requestHash, spot }))
    const outcome = await ctx.calendar.book(command)
    if (!outcome.ok) throw await explainOutcome(ctx, catalogue, { code: outcome.code, claim: command.claim })
    await ctx.announce(ctx.now())
  }
  return getSeries(ctx, { seriesId, manageToken })
}

/** What the new date is like: the last of those that are booked, else the last there was. */
function templateOf({ found }: FoundSeries): BookingRow {
  const rows = found.map(({ row }) => row).filter(({ guestPosition }) => guestPosition === 0)
  const last = rows.findLast(isLive) ?? rows.at(-1)
  if (!last) throw new AppError('not_found', 'There is no such series.')
  return last
}

function isLive({ status }: BookingRow): boolean {
  return status === 'pending' || status === 'confirmed'
}

/** Who comes as well, as on the date the new one is like. */
function guestsOf(adding: FoundSeries) {
  const { partyId, status } = templateOf(adding)
  return adding.found
    .map(({ row }) => row)
    .filter((row) => row.guestPosition > 0 && row.partyId === partyId && row.status === status)
    .map(({ attendeeFirstName, attendeeLastName }) => ({
      firstName: attendeeFirstName,
      lastName: attendeeLastName,
    }))
}

/** What there is then. What keeps the client from it, the guard knows. */
async function findPlace(ctx: TenantContext, adding: Adding, startsAt: number): Promise<Place> {
  const { catalogue, client, series, isStaff, onlyTrainerId } = adding
  const template = templateOf(adding)
  const isClass = template.sessionId !== null
  const [offer] = await readOffers(ctx, catalogue, {
    service: getService(catalogue, series.serviceId),
    trainerId: isClass ? onlyTrainerId : template.trainerId,
    locationId: template.locationId,
    durationMinutes: isClass ? null : (template.endsAt - template.startsAt) / MINUTE_MS,
    startsAt,
    heads: 1 + guestsOf(adding).length,
    holdId: null,
    clientGroupId: client.clientGroupId,
    isStaff,
    from: startsAt - days(DAYS_AROUND + 2),
    to: startsAt + days(DAYS_AROUND + 2),
  })
  if (!offer) throw new AppError('not_found', 'Nobody gives this service there any more.')
  const look = offer.at(startsAt, [])
  if (look.ok) return look.place
  throw toError(look.refusal, offer.near(startsAt, []).slice(0, HOW_MANY))
}

function toError({ reason, sentence, opensAt }: DateRefusal, others: readonly Place[]): AppError {
  const known: Record<string, { code: ErrorCode }> = guardRefusals
  const code = reason === 'buffer' ? 'slot_taken' : (known[reason]?.code ?? 'slot_unavailable')
  return new AppError(code, sentence, {
    reason,
    alternatives: others.map(({ startsAt: at, trainerId }) => ({ startsAt: at, trainerId })),
    ...(opensAt === null ? {} : { opensAt }),
  })
}

type New = { id: string; requestHash: string; spot: Spot }

function toRequest(adding: Adding, { id, requestHash, spot }: New): BookingRequest {
  const { series, client, catalogue, actor, isStaff } = adding
  const row = templateOf(adding)
  const { attendeeFirstName, attendeeLastName } = row
  return {
    id,
    requestHash,
    service: getService(catalogue, series.serviceId),
    spots: [spot],
    contact: {
      firstName: row.contactFirstName,
      lastName: row.contactLastName,
      email: row.contactEmail,
      phone: row.contactPhone,
      locale: row.locale,
      timeZone: row.clientTimeZone,
    },
    client,
    attendee:
      row.dependentId === null
        ? null
        : { firstName: attendeeFirstName ?? '', lastName: attendeeLastName ?? '' },
    guests: guestsOf(adding),
    notes: row.notes,
    source: isStaff ? 'staff' : row.source === 'api' ? 'api' : 'portal',
    actor,
    host: row.host,
    hold: null,
    waitlistEntryId: null,
    overrideReason: null,
    series: { id: series.id, wish: series.wish, positions: [positionOf(adding, spot)] },
  }
}

/** Which date of the series it is: the one wished for that day, else one more. */
function positionOf({ series, found }: FoundSeries, spot: Spot): number {
  const { timeZone } = spot.kind === 'time' ? spot.schedule : spot
  const startsAt = spot.kind === 'time' ? spot.startsAt : spot.session.startsAt
  const on = localDateAt(timeZone, startsAt)
  const wished = listSeriesDays(series.wish, timeZone).find((day) => day.on === on)
  const last = Math.max(series.wish.count - 1, ...found.map(({ row }) => row.seriesPosition ?? 0))
  return wished?.position ?? last + 1
}
