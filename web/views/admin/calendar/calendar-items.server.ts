import { toLocalTime, formatTimeOfDay } from '../../../../tenants/availability/local-time.ts'
import type {
  CalendarAbsence,
  CalendarAppointment,
  CalendarEntry,
  CalendarSession,
} from '../../../../tenants/calendar/calendar-view.ts'
import { minutes } from '../../../../tenants/durations.ts'
import type { Desk } from '../../../lib/desk.server.ts'

/** Something in the calendar, for a list and for a grid. Names are in the page's `names`, by id. */
export type CalendarItem = {
  id: string
  kind: 'appointment' | 'session' | 'away'
  startsAt: number
  endsAt: number
  /** Wall time in the page's zone: "2027-01-05T10:00". */
  start: string
  end: string
  /** "10:00–11:00". */
  time: string
  /** Who comes, or why somebody is away; empty when that is nobody's business here. */
  who: string
  serviceId: string
  trainerId: string
  secondTrainerId: string | null
  locationId: string
  resourceIds: string[]
  status: string
  /** How full a class is: "3 of 10", or how many come. */
  places: string
  /** Why it is there although something is in the way; empty: somebody may not see why. */
  conflict: string | null
  mayMove: boolean
  /** Where more is to be seen. */
  href: string | null
}

const moveable = new Set(['pending', 'confirmed', 'scheduled', 'needs_trainer'])

/** Makes items for the page's zone. */
export function makeItems(desk: Desk, timeZone: string) {
  const { ctx, say, staff, may, mayAny, format } = desk
  const isOwn = (trainerIds: readonly (string | null)[]) => trainerIds.includes(staff.trainerId)
  const now = ctx.now()
  const whenOf = ({ startsAt, endsAt }: { startsAt: number; endsAt: number }) => ({
    startsAt,
    endsAt,
    start: wallTime(timeZone, startsAt),
    end: wallTime(timeZone, endsAt),
    time: format.timeRange(startsAt, endsAt, timeZone),
  })
  const seesBookings = mayAny('bookings:view') || may('bookings:view')

  function appointment(one: CalendarAppointment): CalendarItem {
    const reaches = mayAny('bookings:change') || (may('bookings:change') && isOwn([one.trainerId]))
    return {
      ...placeOf(one),
      ...whenOf(one),
      kind: 'appointment',
      who: one.clientName ?? '',
      secondTrainerId: null,
      status: one.status,
      places: one.heads > 1 ? say('say.people', { count: one.heads }) : '',
      mayMove: reaches && moveable.has(one.status) && one.startsAt > now,
      href: seesBookings && one.clientName !== null ? `/admin/bookings/${one.id}` : null,
    }
  }

  function session(one: CalendarSession): CalendarItem {
    const givers = [one.trainerId, one.secondTrainerId]
    const reaches = mayAny('calendar:change') || (may('calendar:change') && isOwn(givers))
    const booked = say('say.bookedOf', { booked: one.booked, capacity: one.capacity })
    const waiting = one.waiting > 0 ? say('say.waiting', { count: one.waiting }) : ''
    return {
      ...placeOf(one),
      ...whenOf(one),
      kind: 'session',
      who: '',
      secondTrainerId: one.secondTrainerId,
      status: one.status,
      places: [booked, waiting].filter(Boolean).join(' · '),
      mayMove: reaches && moveable.has(one.status) && one.startsAt > now,
      href: seesBookings ? `/admin/sessions/${one.id}` : null,
    }
  }

  function absence(one: CalendarAbsence): CalendarItem {
    const reaches = mayAny('availability:change') || (may('availability:change') && isOwn([one.trainerId]))
    return {
      id: one.id,
      kind: 'away',
      ...whenOf(one),
      who: one.reason ?? '',
      serviceId: '',
      trainerId: one.trainerId,
      secondTrainerId: null,
      locationId: '',
      resourceIds: [],
      status: '',
      places: '',
      conflict: null,
      mayMove: reaches,
      href: null,
    }
  }

  return {
    entry: (one: CalendarEntry) => (one.kind === 'appointment' ? appointment(one) : session(one)),
    absence,
  }
}

const placeOf = ({ id, serviceId, trainerId, locationId, resourceIds, overrideReason }: CalendarEntry) => ({
  id,
  serviceId,
  trainerId,
  locationId,
  resourceIds,
  conflict: overrideReason,
})

/** "2027-01-05T10:00", as the clocks of a zone show it. */
export function wallTime(timeZone: string, at: number): string {
  const { on, minuteOfDay } = toLocalTime(timeZone, at)
  return `${on}T${formatTimeOfDay(minuteOfDay)}`
}

export const lengthOf = ({ startsAt, endsAt }: CalendarItem): number => (endsAt - startsAt) / minutes(1)
