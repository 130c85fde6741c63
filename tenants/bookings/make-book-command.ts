import type { TenantContext } from '../context.ts'
import { deriveId, makeId } from '../ids.ts'
import { listLimitChecks, type LimitsAsked } from '../limits/list-limit-checks.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import type { BookCommand } from './booking-command.ts'
import type { BookingRequest } from './booking-request.ts'
import { toTrainerTime, type Claim, type LimitCheck, type SessionPlaces, type TrainerTime } from './claim.ts'
import { makeBookingConsent } from '../sms/make-booking-consent.ts'
import { makeRows } from './make-rows.ts'

type Rows = BookCommand['rows']

/** Everything the bookings will be, decided before they are: what is agreed on now stays with the rows. */
export async function makeBookCommand(
  ctx: TenantContext,
  catalogue: Catalogue,
  request: BookingRequest,
): Promise<BookCommand> {
  const { client, attendee, series, service, spots } = request
  const now = ctx.now()
  const dependentId = attendee && (await deriveId('dep', client.key, attendee.firstName, attendee.lastName))
  const of = { ctx, catalogue, request, dependentId, now }
  const [firstSpot, ...otherSpots] = spots
  const party = await makeRows({ ...of, spot: firstSpot, position: 0 })
  const later = await Promise.all(
    otherSpots.map((spot, index) => makeRows({ ...of, spot, position: index + 1 })),
  )
  const rows: Rows = [party[0], ...party.slice(1), ...later.flat()]
  return {
    kind: 'book',
    id: request.id,
    lineId: party[0].trainerId,
    claim: makeClaim(catalogue, { request, rows, now }),
    rows,
    clientKey: client.key,
    newClient: makeNewClient(request, now),
    newDependent: attendee && dependentId ? { ...attendee, id: dependentId, createdAt: now } : null,
    newSeries: series && { id: series.id, wish: series.wish, serviceId: service.id, createdAt: now },
    hold: request.hold,
    smsConsent: await makeBookingConsent(ctx, catalogue, request),
    waitlistEntryId: request.waitlistEntryId,
    isDespiteBlock: request.isDespiteBlock ?? false,
  }
}

/** Who they become when nobody with their key has booked here before. Whoever is known by an id is there already. */
function makeNewClient({ client, contact }: BookingRequest, now: number): BookCommand['newClient'] {
  const isByAddress = client.key.includes('@')
  if (client.id !== null && !isByAddress) return null
  const id = isByAddress ? makeId('cli') : client.key
  return { ...contact, id, email: isByAddress ? client.key : null, createdAt: now }
}

type Wanted = { request: BookingRequest; rows: Rows; now: number }

function makeClaim(catalogue: Catalogue, { request, rows, now }: Wanted): Claim {
  const { client, service, source, spots, hold, waitlistEntryId, overrideReason } = request
  const own = rows.filter(({ guestPosition }) => guestPosition === 0)
  const during = own.map(({ startsAt, endsAt }) => ({ startsAt, endsAt }))
  const [first] = spots
  const isOnline = source !== 'staff' && source !== 'import'
  const times = own.filter(({ sessionId }) => sessionId === null).map(toTrainerTime)
  const asked = {
    serviceId: service.id,
    clientKey: client.key,
    clientGroupId: client.clientGroupId,
    timeZone: first.kind === 'time' ? first.schedule.timeZone : first.timeZone,
    now,
  }
  return {
    times,
    takes: rows.flatMap(({ takes }) => takes),
    places: countPlaces(rows, {
      isOnline,
      waitlistEntryId,
      hold: hold && { id: hold.id, bookingId: rows[0].id },
    }),
    limits: [
      ...listLimitChecks(catalogue, { ...asked, trainerId: null, during }),
      ...listTrainerChecks(catalogue, asked, times),
    ],
    person: catalogue.studio.allowsClientOverlap
      ? null
      : { clientKey: client.key, dependentId: rows[0].dependentId, during },
    unblocked: isOnline ? client.key : null,
    holder: null,
    ignore: rows.map(({ id }) => id),
    isForced: overrideReason !== null,
    now,
  }
}

/** A series may be with several trainers, each with limits of their own. */
function listTrainerChecks(
  catalogue: Catalogue,
  asked: Omit<LimitsAsked, 'trainerId' | 'during'>,
  times: readonly TrainerTime[],
): LimitCheck[] {
  const trainerIds = [...new Set(times.map(({ trainerId }) => trainerId))]
  return trainerIds.flatMap((trainerId) => {
    const during = times.filter((time) => time.trainerId === trainerId)
    const checks = listLimitChecks(catalogue, { ...asked, trainerId, during })
    return checks.filter(({ subject }) => subject === 'trainer')
  })
}

function countPlaces(rows: Rows, whose: Omit<SessionPlaces, 'sessionId' | 'quantity'>): SessionPlaces[] {
  const sessionIds = [...new Set(rows.flatMap(({ sessionId }) => sessionId ?? []))]
  return sessionIds.map((sessionId) => {
    const own = rows.filter((row) => row.sessionId === sessionId)
    const [{ startsAt, endsAt, trainerId, locationId } = rows[0]] = own
    return { ...whose, sessionId, seen: { startsAt, endsAt, trainerId, locationId }, quantity: own.length }
  })
}
