import { bookingWindow } from '../../tenants/availability/booking-window.ts'
import { listAvailableSlots, type AvailableSlot } from '../../tenants/availability/list-available-slots.ts'
import {
  addDays,
  daysBetween,
  isLocalDate,
  localDateAt,
  localDayBounds,
  toLocalTime,
} from '../../tenants/availability/local-time.ts'
import { contactOf } from '../lib/contact.server.ts'
import { sentenceStart } from '../lib/format.server.ts'
import { ANY_TRAINER, holdPath, timesPath, withQuery } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { choiceOf, choiceSummary, queryOf, stepsOf, wishOf, type Choice } from './choice.server.ts'
import { groupByDay } from './group-by-day.server.ts'
import { monthView } from './month-view.server.ts'
import { trainerCard } from './trainer-card.server.ts'
import { zoneLine } from './zone-line.server.ts'

const DAYS_IN_STRIP = 7
// Enough to name the first free time when weeks are full, within what one request may ask for.
const DAYS_READ = 42
// Nobody books further ahead, whatever the studio allows.
const MOST_DAYS_AHEAD = 400

/** A day's free times, by local date. */
export type SlotsByDay = Map<string, AvailableSlot[]>
/** What may be shown: from today, or the day booking is for, to the end of the service's booking window. */
export type Window = { firstOn: string; lastOn: string }

/** A day and its times, a strip of days around it, or a month: one round trip beyond the catalogue. */
export async function timesView(portal: Portal) {
  const { url } = portal
  const choice = choiceOf(portal)
  const { timeZone } = choice.location
  const window = windowOf(portal, choice)
  const { firstOn } = window
  const asked = askedDay(url.searchParams.get('day'), window)
  const month = url.searchParams.get('view') === 'month' ? (url.searchParams.get('month') ?? '') : undefined

  const range =
    month === undefined ? stripRange(asked ?? firstOn, window) : monthRange(month, asked ?? firstOn, window)
  const byDay = await readDays(portal, choice, range)
  const day = asked ?? [...byDay.keys()][0] ?? firstOn
  const query = queryOf(choice)
  const { slug } = choice.service
  const shown = {
    portal,
    byDay,
    window,
    dayHref: (on: string) => portal.path(withQuery(timesPath(slug, choice.trainerSlug, on), query)),
    timeHref: ({ startsAt }: AvailableSlot) =>
      portal.path(withQuery(holdPath(slug, choice.trainerSlug, startsAt), query)),
  }
  const zone = zoneLine(
    portal,
    timeZone,
    byDay.get(day)?.[0]?.startsAt ?? localDayBounds(timeZone, day).startsAt,
  )
  return {
    steps: stepsOf(portal, 'time'),
    summary: choiceSummary(portal, choice),
    trainers: trainerSwitch(portal, choice, asked),
    options: optionsOf(portal, choice, asked),
    zone: { visitorZone: zone.visitorZone, text: zone.text },
    month:
      month === undefined
        ? null
        : monthView({ portal, choice, byDay, window, month: range.fromOn.slice(0, 7) }),
    strip: { ...stripOf(shown, day), monthHref: withQuery(shown.dayHref(day), { view: 'month' }) },
    day: dayTimes(shown, { on: day, timeZone, yourTime: zone.yourTime }),
    contact: contactOf(portal.studio),
    words: portal.words('time'),
  }
}

export type TimesView = Awaited<ReturnType<typeof timesView>>

export function windowOf(
  { ctx }: Portal,
  { service, location: { timeZone } }: Pick<Choice, 'service' | 'location'>,
): Window {
  const { from, until } = bookingWindow(service, timeZone, ctx.now())
  const today = localDateAt(timeZone, ctx.now())
  const furthest = addDays(today, MOST_DAYS_AHEAD)
  const lastOn = until < Infinity ? localDateAt(timeZone, until - 1) : furthest
  const opensOn = from > ctx.now() ? localDateAt(timeZone, from) : today
  return { firstOn: opensOn, lastOn: earlier(lastOn, furthest) }
}

export function askedDay(text: string | null, { firstOn, lastOn }: Window): string | undefined {
  return text !== null && isLocalDate(text) && firstOn <= text && text <= lastOn ? text : undefined
}

/** From the first day of the strip on that shows `on`; strips begin today, a week from today, and so on. */
export function stripRange(on: string, { firstOn, lastOn }: Window) {
  const fromOn = stripStart(on, firstOn)
  return { fromOn, toOn: earlier(addDays(fromOn, DAYS_READ - 1), lastOn) }
}

const stripStart = (on: string, firstOn: string): string =>
  addDays(firstOn, Math.floor(daysBetween(firstOn, on) / DAYS_IN_STRIP) * DAYS_IN_STRIP)

/** The days of a month that can be booked; of the month of `on` when there is none or it lies outside the window. */
function monthRange(month: string, on: string, { firstOn, lastOn }: Window) {
  const isShown = /^\d{4}-\d\d$/.test(month) && isLocalDate(`${month}-01`)
  const inWindow = isShown && firstOn.slice(0, 7) <= month && month <= lastOn.slice(0, 7)
  const first = `${inWindow ? month : on.slice(0, 7)}-01`
  const last = addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1)
  return { fromOn: first < firstOn ? firstOn : first, toOn: earlier(last, lastOn) }
}

const earlier = (one: string, other: string): string => (one < other ? one : other)

async function readDays(
  { ctx }: Portal,
  choice: Choice,
  range: { fromOn: string; toOn: string },
): Promise<SlotsByDay> {
  const { timeZone, slots } = await listAvailableSlots(ctx, {
    ...wishOf(choice),
    ignore: choice.hold ? [choice.hold] : [],
    ...range,
  })
  return groupByDay(slots, timeZone)
}

/** Those who give the service, to change to without losing the day. */
function trainerSwitch(portal: Portal, choice: Choice, day: string | undefined) {
  const { service, trainerSlug } = choice
  const { catalogue, path, words } = portal
  const able = catalogue.trainers.filter(({ id }) => service.trainerIds.includes(id))
  if (able.length < 2) return []
  const any = { slug: ANY_TRAINER, name: words('choose').anyTrainer, portrait: null }
  return [any, ...able.map((trainer) => trainerCard(portal, trainer))].map(({ slug, name, portrait }) => ({
    slug,
    name,
    portrait,
    href: path(withQuery(timesPath(service.slug, slug, day), queryOf(choice))),
    isCurrent: slug === trainerSlug,
  }))
}

/** How long and where, as far as there is a choice; the day stays. */
function optionsOf(portal: Portal, choice: Choice, day: string | undefined) {
  const { format, path, text, words } = portal
  const { service, trainerSlug, location, locations, minutes } = choice
  const labels = words('time')
  const hrefOf = (changed: Partial<Choice>) =>
    path(withQuery(timesPath(service.slug, trainerSlug, day), queryOf({ ...choice, ...changed })))
  const standard = service.durationMinutes
  const lengths = [...new Set([standard, ...service.durationChoices])].toSorted((a, b) => a - b)
  const questions = [
    {
      label: labels.length,
      answers: lengths.map((length) => ({
        label: format.duration(length),
        href: hrefOf({ minutes: length === standard ? null : length }),
        isCurrent: length === (minutes ?? standard),
      })),
    },
    {
      label: labels.places,
      answers: locations.map((place) => ({
        label: text(place.name),
        href: hrefOf({ location: place }),
        isCurrent: place.id === location.id,
      })),
    },
  ]
  return questions.filter(({ answers }) => answers.length > 1)
}

type Shown = {
  portal: Portal
  byDay: SlotsByDay
  window: Window
  /** Where a day is opened, and where a time of it is chosen. */
  dayHref: (on: string) => string
  timeHref: (slot: AvailableSlot) => string
}

/** Seven days around the one that is opened, and the ways to others. */
export function stripOf({ portal, byDay, window, dayHref }: Shown, selected: string) {
  const { format } = portal
  const { firstOn, lastOn } = window
  const startOn = stripStart(selected, firstOn)
  const days = Array.from({ length: DAYS_IN_STRIP }, (_, index) => addDays(startOn, index))
  const [before, after] = [addDays(startOn, -1), addDays(startOn, DAYS_IN_STRIP)]
  return {
    title: sentenceStart(format.monthLong(selected)),
    days: days.map((on) => ({
      on,
      weekday: format.weekdayShort(on),
      number: Number(on.slice(8)),
      name: format.dayLong(on, 'UTC'),
      hasRoom: byDay.has(on),
      isSelected: on === selected,
      href: on <= lastOn ? dayHref(on) : null,
    })),
    earlierHref: before >= firstOn ? dayHref(addDays(startOn, -DAYS_IN_STRIP)) : null,
    laterHref: after <= lastOn ? dayHref(after) : null,
  }
}

type Day = { on: string; timeZone: string; yourTime: (at: number) => string | null }

/** The free times of one day by part of the day, or the first free time after it. */
export function dayTimes({ portal, byDay, dayHref, timeHref }: Shown, { on, timeZone, yourTime }: Day) {
  const { format, say, words } = portal
  const labels = words('time')
  const slots = byDay.get(on) ?? []
  const partOf = ({ startsAt }: AvailableSlot) => {
    const { minuteOfDay } = toLocalTime(timeZone, startsAt)
    if (minuteOfDay < 12 * 60) return labels.morning
    return minuteOfDay < 17 * 60 ? labels.afternoon : labels.evening
  }
  const next = [...byDay].find(([other]) => other > on)?.[1][0]
  const name = format.dayLong(on, timeZone)
  return {
    on,
    title: sentenceStart(name),
    parts: [...Map.groupBy(slots, partOf)].map(([label, times]) => ({
      label,
      times: times.map((slot) => ({
        startsAt: slot.startsAt,
        time: format.time(slot.startsAt, timeZone),
        yourTime: yourTime(slot.startsAt),
        href: timeHref(slot),
      })),
    })),
    /** Read out when another day is chosen. */
    status: `${sentenceStart(name)}: ${say('say.freeTimes', { count: slots.length })}`,
    full: slots.length === 0 ? say('say.dayFull', { day: name }) : null,
    firstFree: next
      ? {
          text: say('say.firstFree', { when: format.whenNear(next.startsAt, timeZone) }),
          href: dayHref(localDateAt(timeZone, next.startsAt)),
        }
      : null,
  }
}
