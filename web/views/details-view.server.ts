import { listAvailableSlots, type AvailableSlot } from '../../tenants/availability/list-available-slots.ts'
import { addDays, daysBetween, localDateAt } from '../../tenants/availability/local-time.ts'
import { minutes } from '../../tenants/durations.ts'
import { AppError } from '../../tenants/errors.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { startPath, timesPath } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { parseStart } from '../lib/start-parameter.ts'
import { choiceOf, choiceSummary, stepsOf, type Choice } from './choice.server.ts'
import { placeView } from './place-view.server.ts'
import { zoneLine } from './zone-line.server.ts'

const NEAREST = 5
const DAYS_AROUND = 3

/** The instant a path asks for. Throws AppError `not_found` when it is none. */
export function startOf({ params }: Portal): number {
  const startsAt = parseStart(params['start'])
  if (startsAt === undefined) throw new AppError('not_found', 'There is no such time.')
  return startsAt
}

/** The form for one time: what is booked, and, when the time is gone, what is free near it. */
export async function detailsView(portal: Portal) {
  const { catalogue, format, path, say, studio, text, words } = portal
  const choice = choiceOf(portal)
  const startsAt = startOf(portal)
  const location = getLocation(catalogue, choice.trainer?.locationId)
  const { timeZone } = location
  const on = localDateAt(timeZone, startsAt)
  const slots = await slotsAround(portal, choice, on)
  const isFree = slots.some((slot) => slot.startsAt === startsAt)
  const zone = zoneLine(portal, timeZone, startsAt)
  const endsAt = startsAt + minutes(choice.service.durationMinutes)
  return {
    isFree,
    /** Names the form's request, so that sending it twice books once. */
    key: crypto.randomUUID(),
    steps: stepsOf(portal, 'details'),
    summary: { ...choiceSummary(portal, choice), policy: cancelLine(portal, choice, { startsAt, timeZone }) },
    when: {
      day: format.dayLong(on, timeZone),
      times: format.timeRange(startsAt, endsAt, timeZone),
      zone: zone.text,
      yours: zone.yourTime(startsAt),
    },
    visitorZone: zone.visitorZone,
    place: placeView(portal, location),
    policy: text(studio.policy),
    submitLabel: submitLabel(portal, startsAt, timeZone),
    timesHref: path(timesPath(choice.service.slug, choice.trainerSlug, on)),
    nearest: isFree ? [] : nearestTimes(portal, choice, { slots, startsAt, timeZone }),
    locale: portal.locale,
    pageTitle: say('say.pageTitle', { page: words('details').title, studio: text(studio.studioName) }),
    words: words('details'),
  }
}

export type DetailsView = Awaited<ReturnType<typeof detailsView>>

/** The free times some days before and after a date; none for one that lies far outside the window. */
async function slotsAround(
  { ctx }: Portal,
  { service, trainer }: Choice,
  on: string,
): Promise<AvailableSlot[]> {
  const distance = daysBetween(localDateAt('UTC', ctx.now()), on)
  if (distance < -DAYS_AROUND || distance > service.windowDays + DAYS_AROUND) return []
  const range = { fromOn: addDays(on, -DAYS_AROUND), toOn: addDays(on, DAYS_AROUND) }
  const trainerId = trainer?.id ?? null
  return (await listAvailableSlots(ctx, { serviceId: service.id, trainerId, ...range })).slots
}

/** "Book Tuesday 18:00"; with the date when that Tuesday is more than a week away. */
function submitLabel({ ctx, format, say }: Portal, startsAt: number, timeZone: string): string {
  const on = localDateAt(timeZone, startsAt)
  const isNear = daysBetween(localDateAt(timeZone, ctx.now()), on) < 7
  const day = isNear ? format.weekday(on) : format.dayShort(on)
  return say('say.bookTime', { day, time: format.time(startsAt, timeZone) })
}

type Moment = { startsAt: number; timeZone: string }

function cancelLine(
  { ctx, format, say }: Portal,
  { service }: Choice,
  { startsAt, timeZone }: Moment,
): string {
  const freeUntil = startsAt - minutes(service.freeCancelMinutes)
  if (service.priceMinor === 0) return ''
  return freeUntil <= ctx.now()
    ? say('say.freeCancelNone')
    : say('say.freeCancelUntil', { when: format.whenLong(freeUntil, timeZone) })
}

type Gone = Moment & { slots: AvailableSlot[] }

function nearestTimes(
  { format, path }: Portal,
  { service, trainerSlug }: Choice,
  { slots, startsAt, timeZone }: Gone,
) {
  const distance = (slot: AvailableSlot) => Math.abs(slot.startsAt - startsAt)
  return slots
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, NEAREST)
    .map((slot) => ({
      label: format.whenNear(slot.startsAt, timeZone),
      href: path(startPath(service.slug, trainerSlug, slot.startsAt)),
    }))
}
