import {
  listAvailableSlots,
  type AvailableSlot,
} from '../../../../tenants/availability/list-available-slots.ts'
import {
  addDays,
  isLocalDate,
  localDateAt,
  parseTimeOfDay,
  toInstant,
} from '../../../../tenants/availability/local-time.ts'
import { listTimetable } from '../../../../tenants/classes/list-timetable.ts'
import type { SessionView } from '../../../../tenants/classes/session-view.ts'
import type { Service } from '../../../../tenants/studio/get-catalogue.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { sentenceStart } from '../../../lib/format.server.ts'
import { formatStart, parseStart } from '../../../lib/start-parameter.ts'
import { sessionState } from '../../session-state.server.ts'

const DAYS_SHOWN = 7
const FURTHEST_DAYS = 366

type Wanted = {
  service: Service
  trainerId: string | null
  locationId: string | null
  durationMinutes?: number | null
  heads: number
  ignore?: string[]
  /** The day that is shown first, unless the address says another. */
  day: string | null
  /** Whose clock, of the place. */
  timeZone: string
  /** What is chosen already: `formatStart`, or a session's id. */
  chosen: string
  /** The page with this chosen. */
  hrefOf: (choice: Record<string, string | null>) => string
}

/** A week of what can be booked, from a day on: times of trainers, or sessions of a class. Each is a link that chooses it. */
export async function freeTimes(desk: Desk, wanted: Wanted) {
  const { ctx, words } = desk
  const { service, timeZone, hrefOf } = wanted
  const today = localDateAt(timeZone, ctx.now())
  const asked = desk.url.searchParams.get('day') ?? wanted.day
  const latest = addDays(today, FURTHEST_DAYS)
  const fromOn = asked && isLocalDate(asked) && asked > today && asked < latest ? asked : today
  const range = { fromOn, toOn: addDays(fromOn, DAYS_SHOWN - 1) }
  const isClass = service.kind === 'class'
  const days = isClass ? await sessionDays(desk, wanted, range) : await slotDays(desk, wanted, range)
  const earlierOn = addDays(fromOn, -DAYS_SHOWN)
  const labels = words('deskBookings').times
  return {
    isClass,
    day: fromOn,
    days,
    none: isClass ? labels.noSessions : labels.none,
    earlierHref: fromOn > today ? hrefOf({ day: earlierOn < today ? today : earlierOn }) : null,
    laterHref: hrefOf({ day: addDays(fromOn, DAYS_SHOWN) }),
    words: labels,
  }
}

export type FreeTimes = Awaited<ReturnType<typeof freeTimes>>
type Range = { fromOn: string; toOn: string }

// oxlint-disable-next-line max-params
async function slotDays(desk: Desk, wanted: Wanted, range: Range) {
  const { catalogue, ctx, format, staff, text } = desk
  const { service, trainerId, locationId, durationMinutes, heads, ignore, timeZone, chosen, hrefOf } = wanted
  const { slots } = await listAvailableSlots(ctx, {
    serviceId: service.id,
    trainerId: trainerId ?? onlyTrainerOf(staff),
    locationId,
    durationMinutes,
    heads,
    ignore,
    ...range,
  })
  const nameOf = (id: string | undefined) => {
    const trainer = catalogue.trainers.find((one) => one.id === id)
    return trainer ? text(trainer.name) : ''
  }
  const toTime = (slot: AvailableSlot) => {
    const start = formatStart(slot.startsAt)
    const others = slot.trainerIds.length > 1 ? ` +${slot.trainerIds.length - 1}` : ''
    return {
      key: `${start} ${slot.locationId}`,
      label: format.time(slot.startsAt, timeZone),
      under: trainerId ? '' : nameOf(slot.trainerIds[0]) + others,
      href: hrefOf({
        start,
        place: catalogue.locations.length > 1 ? slot.locationId : null,
        by: slot.trainerIds[0] ?? null,
      }),
      isChosen: start === chosen && (!locationId || slot.locationId === locationId),
      isFull: false,
    }
  }
  return byDay(desk, slots, { timeZone, toTime })
}

// oxlint-disable-next-line max-params
async function sessionDays(desk: Desk, wanted: Wanted, range: Range) {
  const { ctx, format, staff, words } = desk
  const { service, trainerId, locationId, timeZone, chosen, hrefOf } = wanted
  const sessions = await listTimetable(ctx, { ...range, serviceId: service.id, trainerId, locationId })
  const own = onlyTrainerOf(staff)
  const { full, begun } = words('deskBookings').times
  const open = sessions.filter(
    (one) =>
      one.status !== 'cancelled' &&
      one.endsAt > ctx.now() &&
      (own === null || one.trainerId === own || one.secondTrainerId === own),
  )
  const toTime = (session: SessionView) => {
    const isFull = session.booked >= session.capacity
    const hasBegun = session.startsAt <= ctx.now()
    return {
      key: session.id,
      label: format.timeRange(session.startsAt, session.endsAt, timeZone),
      under: hasBegun ? begun : isFull ? full : sessionState(desk, session).text,
      href: hrefOf({ session: session.id }),
      isChosen: session.id === chosen,
      isFull,
    }
  }
  return byDay(desk, open, { timeZone, toTime })
}

type Timed = { startsAt: number }
type Time = { key: string; label: string; under: string; href: string; isChosen: boolean; isFull: boolean }

function byDay<One extends Timed>(
  { format }: Desk,
  list: readonly One[],
  { timeZone, toTime }: { timeZone: string; toTime: (one: One) => Time },
) {
  const days = Map.groupBy(list, ({ startsAt }) => localDateAt(timeZone, startsAt))
  return [...days].map(([on, ofDay]) => ({
    on,
    label: sentenceStart(format.dayNear(on, timeZone)),
    times: ofDay.map(toTime),
  }))
}

/** With whom alone this person books; null for who books with everybody. */
export function onlyTrainerOf({ grants, trainerId }: Desk['staff']): string | null {
  return grants.bookings.change === 'any' ? null : trainerId
}

/** The start that an address names: chosen from a list, or as a date and a time on the clock of the place. */
export function startAsked({ url }: Desk, timeZone: string): number | null {
  const chosen = parseStart(url.searchParams.get('start') ?? undefined)
  if (chosen !== undefined) return chosen
  const [on, at] = [url.searchParams.get('on') ?? '', url.searchParams.get('at') ?? '']
  const minuteOfDay = parseTimeOfDay(at)
  return isLocalDate(on) && minuteOfDay !== undefined ? toInstant(timeZone, { on, minuteOfDay }) : null
}
