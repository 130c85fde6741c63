import { addDays, localDateAt } from '../../tenants/availability/local-time.ts'
import { listAvailableSlots } from '../../tenants/availability/list-available-slots.ts'
import { toBookingView, type BookingView } from '../../tenants/bookings/booking-view.ts'
import { findManaged, requireForParty, type FoundManaged } from '../../tenants/bookings/find-managed.ts'
import { isMovable, requireMovable } from '../../tenants/bookings/movable.ts'
import { isAppError } from '../../tenants/errors.ts'
import type { Service } from '../../tenants/studio/get-catalogue.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { getService } from '../../tenants/studio/get-service.ts'
import { getTrainer } from '../../tenants/studio/get-trainer.ts'
import { contactOf } from '../lib/contact.server.ts'
import { ANY_TRAINER, bookingPath, withQuery } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { formatStart } from '../lib/start-parameter.ts'
import { manageLinkOf, ticketView } from './booking-view.server.ts'
import { groupByDay } from './group-by-day.server.ts'
import { refusalText } from './tell-failure.server.ts'
import { askedDay, dayTimes, stripOf, stripRange, windowOf } from './times-view.server.ts'
import { listAhead, sessionCard } from './timetable-view.server.ts'
import { trainerCard } from './trainer-card.server.ts'
import { zoneLine } from './zone-line.server.ts'

const WEEKS_SHOWN = 4
const FURTHEST_WEEKS = 26

/** The booking that shall be moved, as it is now. */
export async function readMoving(portal: Portal) {
  const { catalogue, ctx } = portal
  const found = await findManaged(ctx, manageLinkOf(portal))
  const booking = toBookingView(found.row, catalogue, found.confirmationState)
  return { found, booking, service: getService(catalogue, booking.serviceId) }
}

type Moving = { found: FoundManaged; booking: BookingView; service: Service }

/**
 * Where a booking could go: the free times of a day, or other dates of its class; neither once that is chosen. Or why it
 * cannot be moved.
 */
export async function movePage(portal: Portal, isChosen: boolean) {
  const { format, path, words } = portal
  const { bookingId, manageToken } = manageLinkOf(portal)
  const moving = await readMoving(portal)
  const { found, booking } = moving
  const { timeZone, startsAt } = booking
  const ticket = ticketView(portal, booking)
  const on = localDateAt(timeZone, startsAt)
  const refused = refusalOf(portal, found)
  const isClass = booking.sessionId !== null
  const isOpen = refused === null && !isChosen
  return {
    now: [ticket.service, format.dayLong(on, timeZone), ticket.times].join(', '),
    pageTitle: ticket.pageTitle,
    service: ticket.service,
    refused,
    visitorZone: zoneLine(portal, timeZone, startsAt).visitorZone,
    choices: isOpen && !isClass ? await timesToMoveTo(portal, moving) : null,
    sessions: isOpen && isClass ? await sessionsToMoveTo(portal, moving) : null,
    backHref: path(bookingPath(bookingId, manageToken)),
    contact: contactOf(portal.studio),
    words: { ...words('booking'), ...words('time'), ...words('move') },
  }
}

export type MovePage = Awaited<ReturnType<typeof movePage>>

/** Why the client cannot move it, in a sentence; null when they can. */
function refusalOf(portal: Portal, found: FoundManaged): string | null {
  const { row, rules, party } = found
  try {
    // Alone with a trainer, all of a party go where one goes.
    if (row.sessionId === null && party.filter(isMovable).length > 1) requireForParty(found)
    requireMovable(row, { rules, isStaff: false, now: portal.ctx.now() })
    return null
  } catch (error) {
    if (isAppError(error)) return refusalText(portal, error)
    throw error
  }
}

/** A path of the move, with what was chosen so far. */
export function movePath(portal: Portal, query: Record<string, string | null>, part = '/move'): string {
  const { bookingId, manageToken } = manageLinkOf(portal)
  return portal.path(withQuery(bookingPath(bookingId, manageToken, part), query))
}

/** Whom to go to: the same trainer unless the visitor asks for another, or for anybody. */
export function trainerToMoveTo(
  { catalogue, url }: Portal,
  { booking, service }: Pick<Moving, 'booking' | 'service'>,
): { id: string | null; slug: string } {
  const asked = url.searchParams.get('trainer')
  if (asked === ANY_TRAINER) return { id: null, slug: ANY_TRAINER }
  const trainer = catalogue.trainers.find(({ slug }) => slug === asked)
  if (trainer && service.trainerIds.includes(trainer.id)) return trainer
  const same = catalogue.trainers.find(({ id }) => id === booking.trainerId)
  return same ?? { id: null, slug: ANY_TRAINER }
}

async function timesToMoveTo(portal: Portal, { found, booking, service }: Moving) {
  const { ctx, catalogue, url } = portal
  const location = getLocation(catalogue, booking.locationId)
  const { timeZone } = location
  const window = windowOf(portal, { service, location })
  const asked = askedDay(url.searchParams.get('day'), window)
  const own = localDateAt(timeZone, booking.startsAt)
  const range = stripRange(asked ?? askedDay(own, window) ?? window.firstOn, window)
  const trainer = trainerToMoveTo(portal, { booking, service })
  const together = found.party.filter(({ sessionId, startsAt }) => {
    return sessionId === null && startsAt === booking.startsAt
  })
  const minutes = (booking.endsAt - booking.startsAt) / 60_000
  const { slots } = await listAvailableSlots(ctx, {
    serviceId: service.id,
    trainerId: trainer.id,
    locationId: location.id,
    durationMinutes: service.durationChoices.includes(minutes) ? minutes : null,
    heads: Math.max(1, together.length),
    ignore: together.map(({ id }) => id),
    ...range,
  })
  const others = slots.filter(
    ({ startsAt, trainerIds }) => startsAt !== booking.startsAt || !trainerIds.includes(booking.trainerId),
  )
  const byDay = groupByDay(others, timeZone)
  const slug = trainer.id === booking.trainerId ? null : trainer.slug
  const shown = {
    portal,
    byDay,
    window,
    dayHref: (on: string) => movePath(portal, { day: on, trainer: slug }),
    timeHref: (slot: (typeof slots)[number]) =>
      movePath(portal, { to: toParameter(portal, slot, trainer.id) }),
  }
  const day = asked ?? [own, ...byDay.keys()].find((on) => byDay.has(on)) ?? window.firstOn
  const zone = zoneLine(portal, timeZone, byDay.get(day)?.[0]?.startsAt ?? booking.startsAt)
  return {
    trainers: trainersToMoveTo(portal, { service, current: trainer.slug, day: asked ?? null }),
    strip: stripOf(shown, day),
    day: dayTimes(shown, { on: day, timeZone, yourTime: zone.yourTime }),
    zone: zone.text,
  }
}

/** `20270105T1600Z~maria`: a start, and with whom; whoever is free is named, so that what is agreed to is what is done. */
function toParameter(
  { catalogue }: Portal,
  { startsAt, trainerIds }: { startsAt: number; trainerIds: string[] },
  trainerId: string | null,
): string {
  return `${formatStart(startsAt)}~${getTrainer(catalogue, trainerId ?? trainerIds[0] ?? '').slug}`
}

type Switch = { service: Service; current: string; day: string | null }

function trainersToMoveTo(portal: Portal, { service, current, day }: Switch) {
  const { catalogue, words } = portal
  const able = catalogue.trainers.filter(({ id }) => service.trainerIds.includes(id))
  if (able.length < 2) return []
  const any = { slug: ANY_TRAINER, name: words('choose').anyTrainer, portrait: null }
  return [any, ...able.map((trainer) => trainerCard(portal, trainer))].map(({ slug, name, portrait }) => ({
    slug,
    name,
    portrait,
    href: movePath(portal, { day, trainer: slug }),
    isCurrent: slug === current,
  }))
}

async function sessionsToMoveTo(portal: Portal, { booking, service }: Moving) {
  const { ctx, url, words } = portal
  const { timeZone } = booking
  const week = Math.min(FURTHEST_WEEKS, Math.max(0, Math.floor(Number(url.searchParams.get('week')) || 0)))
  const fromOn = addDays(localDateAt(timeZone, ctx.now()), week * 7)
  const toOn = addDays(fromOn, WEEKS_SHOWN * 7 - 1)
  const sessions = await listAhead(portal, { fromOn, toOn, serviceId: service.id })
  const weekHref = (to: number) => movePath(portal, { week: String(to) })
  return {
    cards: sessions
      .filter(({ id, bookability }) => id !== booking.sessionId && bookability.ok)
      .map((session) => ({ ...sessionCard(portal, session), href: movePath(portal, { to: session.id }) })),
    none: words('move').none,
    earlierHref: week > 0 ? weekHref(Math.max(0, week - WEEKS_SHOWN)) : null,
    laterHref: week < FURTHEST_WEEKS ? weekHref(week + WEEKS_SHOWN) : null,
  }
}
