import { listAvailableSlots, type AvailableSlot } from '../../tenants/availability/list-available-slots.ts'
import { addDays, daysBetween, localDateAt } from '../../tenants/availability/local-time.ts'
import { minutes } from '../../tenants/durations.ts'
import { AppError } from '../../tenants/errors.ts'
import { holdPath, startPath, timesPath, withQuery } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { parseStart } from '../lib/start-parameter.ts'
import {
  choiceOf,
  choiceSummary,
  priceText,
  queryOf,
  stepsOf,
  termsOf,
  wishOf,
  type Choice,
} from './choice.server.ts'
import { formView } from './form-view.server.ts'
import { keptTime } from './kept-time.server.ts'
import { placeView } from './place-view.server.ts'
import { zoneLine } from './zone-line.server.ts'

const NEAREST = 5
const DAYS_AROUND = 3
/** Further away, nothing can be booked, whatever the studio allows. */
const FURTHEST_DAYS = 400

/** The instant a path asks for. Throws AppError `not_found` when it is none. */
export function startOf({ params }: Portal): number {
  const startsAt = parseStart(params['start'])
  if (startsAt === undefined) throw new AppError('not_found', 'There is no such time.')
  return startsAt
}

/** The form for one time: what is booked, and, when the time is gone, what is free near it. */
export async function detailsView(portal: Portal) {
  const { path, say, studio, text, words } = portal
  const choice = choiceOf(portal)
  const startsAt = startOf(portal)
  const { service, trainerSlug, location } = choice
  const { timeZone } = location
  const on = localDateAt(timeZone, startsAt)
  const kept = await keptTime(portal, { serviceId: service.id, startsAt })
  const slots = kept ? [] : await slotsAround(portal, choice, on)
  const isFree = kept !== null || slots.some((slot) => slot.startsAt === startsAt)
  const when = whenView(portal, choice, startsAt)
  const form = await formView(portal, {
    service,
    startsAt,
    timeZone,
    priceMinor: termsOf(choice).priceMinor,
    priceText: priceText(portal, choice),
    submitLabel:
      service.approval === 'always'
        ? words('details').requestButton
        : submitLabel(portal, startsAt, timeZone),
  })
  const toTimes = timesPath(service.slug, trainerSlug, on)
  const timesHref = path(withQuery(toTimes, queryOf(choice)))
  return {
    isFree,
    form,
    kept,
    /** Where what is kept is kept again or given back. */
    holdHref: isFree && choice.hold ? holdHref(portal, { ...choice, startsAt }) : undefined,
    steps: stepsOf(portal, 'details'),
    summary: { ...choiceSummary(portal, choice), policy: form.terms.cancelLine },
    when,
    visitorZone: when.visitorZone,
    place: placeView(portal, location),
    timesHref,
    nearest: isFree ? [] : nearestTimes(portal, choice, { slots, startsAt, timeZone }),
    pageTitle: say('say.pageTitle', { page: words('details').title, studio: text(studio.studioName) }),
    words: { ...words('details'), repeat: words('repeat').link, repeatHint: words('repeat').linkHint },
  }
}

export type DetailsView = Awaited<ReturnType<typeof detailsView>>

/** Where the hold of a choice is placed anew or given back; `more` goes along in its query. */
export function holdHref(
  { path }: Portal,
  choice: Choice & { startsAt: number },
  more: Record<string, string | null> = {},
): string {
  const to = holdPath(choice.service.slug, choice.trainerSlug, choice.startsAt)
  return path(withQuery(to, { ...queryOf(choice), ...more }))
}

/** When it would be, on the studio's clock and on the visitor's. */
export function whenView(portal: Portal, choice: Choice, startsAt: number) {
  const { format } = portal
  const { timeZone } = choice.location
  const zone = zoneLine(portal, timeZone, startsAt)
  const endsAt = startsAt + minutes(termsOf(choice).durationMinutes)
  return {
    day: format.dayLong(localDateAt(timeZone, startsAt), timeZone),
    times: format.timeRange(startsAt, endsAt, timeZone),
    yours: zone.yourTime(startsAt),
    visitorZone: zone.visitorZone,
  }
}

/** The free times some days before and after a date; none for one that is far away. */
async function slotsAround({ ctx }: Portal, choice: Choice, on: string): Promise<AvailableSlot[]> {
  const distance = daysBetween(localDateAt('UTC', ctx.now()), on)
  if (distance < -DAYS_AROUND || distance > FURTHEST_DAYS) return []
  const ignore = choice.hold ? [choice.hold] : []
  const range = { fromOn: addDays(on, -DAYS_AROUND), toOn: addDays(on, DAYS_AROUND) }
  return (await listAvailableSlots(ctx, { ...wishOf(choice), ignore, ...range })).slots
}

/** "Book Tuesday 18:00"; with the date when that Tuesday is more than a week away. */
export function submitLabel({ ctx, format, say }: Portal, startsAt: number, timeZone: string): string {
  const on = localDateAt(timeZone, startsAt)
  const isNear = daysBetween(localDateAt(timeZone, ctx.now()), on) < 7
  const day = isNear ? format.weekday(on) : format.dayShort(on)
  return say('say.bookTime', { day, time: format.time(startsAt, timeZone) })
}

type Gone = { startsAt: number; timeZone: string; slots: AvailableSlot[] }

function nearestTimes({ format, path }: Portal, choice: Choice, { slots, startsAt, timeZone }: Gone) {
  const { service, trainerSlug } = choice
  const distance = (slot: AvailableSlot) => Math.abs(slot.startsAt - startsAt)
  return slots
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, NEAREST)
    .map((slot) => ({
      label: format.whenNear(slot.startsAt, timeZone),
      href: path(withQuery(startPath(service.slug, trainerSlug, slot.startsAt), queryOf(choice))),
    }))
}
