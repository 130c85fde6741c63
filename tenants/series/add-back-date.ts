import { z } from 'zod'
import type { BookingRow } from '../../db/tenant/schema/index.ts'
import { localDateAt } from '../availability/local-time.ts'
import { anInstant, idempotencyKey, parseInput } from '../bookings/booking-input.ts'
import type { BookingRequest, Spot } from '../bookings/booking-request.ts'
import { refuseSuspended } from '../bookings/create-booking.ts'
import { findBooking } from '../bookings/find-booking.ts'
import { makeBookCommand } from '../bookings/make-command.ts'
import { readClient, type KnownClient } from '../bookings/read-client.ts'
import { explainOutcome, guardRefusals, refusals } from '../bookings/refuse-booking.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import { deriveId, hashText } from '../ids.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { getService } from '../studio/get-service.ts'
import { findManagedSeries, type FoundSeries } from './find-series.ts'
import { getSeries } from './get-series.ts'
import { judgeClient } from './judge-client.ts'
import { listSeriesDays } from './list-series-days.ts'
import type { DateRefusal, Place } from './offer.ts'
import { readCommitments } from './read-commitments.ts'
import { readOffers } from './read-offers.ts'
import type { SeriesView } from './series-view.ts'

const addInput = z.object({ startsAt: anInstant, idempotencyKey })

export type AddDateInput = z.input<typeof addInput> & {
  seriesId: string
  /** Of any date of the series; staff need none. */
  manageToken?: string | null
}

type Adding = FoundSeries & { catalogue: Catalogue; client: KnownClient; isStaff: boolean; actor: string }

/**
 * Books one more date of a series, one that was left out or another, with its trainer, at its place, for whom it is. Sent
 * again under the same key, it finds its own booking.
 *
 * @throws AppError `not_found`, `invalid_input`, `not_allowed`, `slot_taken` and `session_full` (with alternatives),
 * `slot_unavailable`, `idempotency_key_reused`, `unavailable`, `outcome_unknown`; DatabaseError.
 */
export async function addBackDate(
  ctx: TenantContext,
  { seriesId, manageToken = null, ...raw }: AddDateInput,
): Promise<SeriesView> {
  const input = parseInput(addInput, raw)
  const found = await findManagedSeries(ctx, { seriesId, manageToken })
  const id = await deriveId('bkg', ctx.tenant.id, seriesId, input.idempotencyKey)
  const requestHash = await hashText(JSON.stringify([seriesId, input.startsAt]))
  const template = templateOf(found)
  const [catalogue, client, known] = await Promise.all([
    getCatalogue(ctx),
    readClient(ctx, template.contactEmail),
    findBooking(ctx, id),
  ])
  if (known && known.row.requestHash !== requestHash) {
    throw new AppError('idempotency_key_reused', refusals.idempotency_key_reused)
  }
  if (!known) {
    if (!found.isStaff) await refuseSuspended(ctx, client)
    const adding = { ...found, catalogue, client }
    const { spot } = await choosePlace(ctx, adding, input.startsAt)
    const command = await makeBookCommand(ctx, catalogue, toRequest(adding, { id, requestHash, spot }))
    const outcome = await ctx.calendar.book(command)
    if (!outcome.ok) throw await explainOutcome(ctx, catalogue, { code: outcome.code, claim: command.claim })
    await ctx.announce(ctx.now())
  }
  return getSeries(ctx, { seriesId, manageToken })
}

/** What the new date is like: the last of those that are booked, else the last there was. */
function templateOf({ found }: FoundSeries): BookingRow {
  const rows = found.map(({ row }) => row).toReversed()
  const [last] = [...rows.filter(({ status }) => status === 'pending' || status === 'confirmed'), ...rows]
  if (!last) throw new AppError('not_found', 'There is no such series.')
  return last
}

async function choosePlace(ctx: TenantContext, adding: Adding, startsAt: number): Promise<Place> {
  const { catalogue, client, series, isStaff } = adding
  const { clientGroupId } = client
  const template = templateOf(adding)
  const service = getService(catalogue, series.serviceId)
  const [[offer], commitments] = await Promise.all([
    readOffers(ctx, catalogue, {
      service,
      trainerId: template.sessionId === null ? template.trainerId : null,
      locationId: template.locationId,
      durationMinutes: template.sessionId === null ? (template.endsAt - template.startsAt) / 60_000 : null,
      startsAt,
      clientGroupId,
      isStaff,
      from: startsAt - days(5),
      to: startsAt + days(5),
    }),
    readCommitments(ctx, catalogue, { serviceId: service.id, clientEmail: template.contactEmail }),
  ])
  if (!offer) throw new AppError('not_found', 'Nobody gives this service there any more.')
  const { timeZone } = offer
  const { dependentId } = template
  const rules = {
    catalogue,
    serviceId: service.id,
    clientGroupId,
    dependentId,
    commitments,
    timeZone,
    now: ctx.now(),
  }
  const look = offer.at(startsAt, [])
  const refusal = look.ok ? judgeClient(look.place, [], rules) : look.refusal
  if (look.ok && !refusal) return look.place
  const others = offer.near(startsAt, []).filter((place) => !judgeClient(place, [], rules))
  throw toError(refusal, others.slice(0, 3))
}

function toError(refusal: DateRefusal | undefined, others: readonly Place[]): AppError {
  const { reason, sentence, opensAt } = refusal ?? {
    reason: 'busy',
    sentence: refusals.slot_taken,
    opensAt: null,
  }
  const known: Record<string, { code: ErrorCode }> = guardRefusals
  const code = reason === 'buffer' ? 'slot_taken' : (known[reason]?.code ?? 'slot_unavailable')
  return new AppError(code, sentence, {
    reason,
    alternatives: others.map(({ startsAt, trainerId }) => ({ startsAt, trainerId })),
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
    guests: [],
    notes: row.notes,
    source: isStaff ? 'staff' : row.source,
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
