import type { GapRule, TakenResource } from '../../db/tenant/schema/index.ts'
import { chooseResources } from '../availability/choose-resources.ts'
import type { TenantContext } from '../context.ts'
import { hours, minutes } from '../durations.ts'
import { deriveId } from '../ids.ts'
import { planNotice } from '../messages/plan-notice.ts'
import { choosePolicy, toTerms } from '../policies/terms.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'
import type { NewBooking } from './booking-command.ts'
import type { BookingRequest, Spot } from './booking-request.ts'
import { priceOfTime } from './price-of-time.ts'

type Wanted = {
  ctx: TenantContext
  catalogue: Catalogue
  request: BookingRequest
  spot: Spot
  /** Which of the request's spots. */
  position: number
  dependentId: string | null
  now: number
}

/** The rows of everybody who comes to one spot, the client (or whom they book for) first, then the guests. */
export async function makeRows(wanted: Wanted): Promise<[NewBooking, ...NewBooking[]]> {
  const { request, position, dependentId } = wanted
  const { attendee, guests } = request
  const id = position === 0 ? request.id : await deriveId('bkg', request.id, 'date', String(position))
  const [takes, ...guestTakes] = takesOf(wanted.spot, 1 + guests.length)
  const common = { ...makeCommon(wanted), partyId: guests.length > 0 ? id : null }
  const { createdAt: now } = common
  const first: NewBooking = {
    ...common,
    id,
    dependentId,
    attendeeFirstName: attendee?.firstName ?? null,
    attendeeLastName: attendee?.lastName ?? null,
    guestPosition: 0,
    takes,
    event: await makeEvent(id, wanted),
    messages: await planNotice({ bookingId: id, now, kind: noticeOf(wanted) }),
  }
  const others = guests.map(async (guest, index): Promise<NewBooking> => {
    const guestId = await deriveId('bkg', id, 'guest', String(index + 1))
    return {
      ...common,
      id: guestId,
      dependentId: null,
      attendeeFirstName: guest.firstName,
      attendeeLastName: guest.lastName,
      guestPosition: index + 1,
      takes: guestTakes[index] ?? [],
      event: await makeEvent(guestId, wanted),
      messages: [],
    }
  })
  return [first, ...(await Promise.all(others))]
}

/** What the rows of one spot have in common. */
function makeCommon({ catalogue, request, spot, position, now }: Wanted) {
  const { client, contact, service, series } = request
  const { startsAt, timeZone, ...where } = placeOf(spot, service)
  const policy = choosePolicy(catalogue, { service, clientGroupId: client.clientGroupId })
  const isPending = needsApproval(request)
  return {
    ...where,
    startsAt,
    ...toTerms(policy, { service, startsAt, bookedAt: now, timeZone }),
    requestHash: request.requestHash,
    serviceId: service.id,
    contactFirstName: contact.firstName,
    contactLastName: contact.lastName,
    contactEmail: contact.email,
    contactPhone: contact.phone,
    seriesId: series?.id ?? null,
    seriesPosition: series?.positions[position] ?? null,
    status: isPending ? ('pending' as const) : ('confirmed' as const),
    statusAt: now,
    expiresAt: isPending ? Math.min(now + hours(service.approvalHours), startsAt) : null,
    currency: catalogue.studio.currency,
    rescheduleCount: 0,
    notes: request.notes,
    locale: contact.locale,
    clientTimeZone: contact.timeZone !== timeZone ? contact.timeZone : null,
    host: request.host,
    source: request.source,
    createdAt: now,
    cancelledAt: null,
    cancelReason: null,
    cancelKind: null,
    checkedInAt: null,
    overrideReason: request.overrideReason,
  }
}

/** When and where it is, for how much, and what it takes of the trainer's time. */
export function placeOf(spot: Spot, service: Service) {
  return spot.kind === 'time' ? toTime(spot, service) : toPlace(spot)
}

function toTime({ schedule, startsAt, durationMinutes }: Spot & { kind: 'time' }, service: Service) {
  const { trainerId, locationId, timeZone } = schedule
  const endsAt = startsAt + minutes(durationMinutes)
  return {
    sessionId: null,
    trainerId,
    locationId,
    timeZone,
    startsAt,
    endsAt,
    occupiedFrom: startsAt - minutes(service.bufferBeforeMinutes),
    occupiedUntil: endsAt + minutes(service.bufferAfterMinutes),
    gapRule: service.gapRule as GapRule,
    priceMinor: priceOfTime(service, { trainerId, durationMinutes }),
  }
}

function toPlace({ session, timeZone }: Spot & { kind: 'session' }) {
  const { trainerId, locationId, startsAt, endsAt, gapRule, priceMinor } = session
  return {
    sessionId: session.id,
    trainerId,
    locationId,
    timeZone,
    startsAt,
    endsAt,
    // The session takes the trainer's time, with its buffers; a place in it takes none.
    occupiedFrom: startsAt,
    occupiedUntil: endsAt,
    gapRule,
    priceMinor,
  }
}

/** What each head takes: the first also what is needed once for all. */
export function takesOf(spot: Spot, heads: number): [TakenResource[], ...TakenResource[][]] {
  if (spot.kind === 'session') {
    const [first = [], ...others] = spot.takesEach
    return [first, ...others]
  }
  const all = chooseResources(spot.schedule, spot.startsAt, heads) ?? []
  const perHead = new Set(
    spot.schedule.pools
      .filter(({ per }) => per === 'head')
      .flatMap(({ resources }) => resources.map(({ id }) => id)),
  )
  const own = all.filter(({ id }) => perHead.has(id)).map((take) => ({ ...take, units: take.units / heads }))
  const once = all.filter(({ id }) => !perHead.has(id))
  return [[...once, ...own], ...Array.from({ length: heads - 1 }, () => own)]
}

function needsApproval({ service, client, source }: BookingRequest): boolean {
  if (source === 'staff' || source === 'import') return false
  return service.approval === 'always' || (service.approval === 'new_clients' && client.isNew)
}

function noticeOf({ request, position }: Wanted) {
  if (position > 0) return null
  if (needsApproval(request)) return 'booking_requested'
  if (request.waitlistEntryId !== null) return 'waitlist_promoted'
  return request.spots.length > 1 ? 'series_confirmed' : 'booking_confirmed'
}

async function makeEvent(bookingId: string, { request }: Wanted): Promise<NewBooking['event']> {
  const kind = needsApproval(request) ? 'requested' : 'booked'
  return { id: await deriveId('evt', bookingId, 'booked'), kind, actor: request.actor, details: null }
}
