import { reachOf, type Right } from '../access/grants.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { calendarInput, type CalendarInput } from './calendar-input.ts'
import type { CalendarAppointment, CalendarSession, CalendarView } from './calendar-view.ts'
import { openHours } from './open-hours.ts'
import { readCalendar, type CalendarRows } from './read-calendar.ts'

/**
 * What is in the studio's calendar between two instants, for a trainer what is in their own: appointments, classes,
 * absences, and when it is open. At most six weeks. Two round trips, of which one is the catalogue's.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`; `not_found` for an unknown trainer, and for a trainer who
 * asks for somebody else's; DatabaseError.
 */
export async function listCalendar(ctx: TenantContext, raw: CalendarInput): Promise<CalendarView> {
  const { onlyTrainerId } = requireReach(ctx, 'calendar:view')
  const asked = parseInput(calendarInput, raw)
  const query = { ...asked, trainerId: asked.trainerId ?? onlyTrainerId }
  const [catalogue, rows] = await Promise.all([getCatalogue(ctx), readCalendar(ctx, query)])
  const trainer = rows.people.find(({ id, slug }) => id === query.trainerId || slug === query.trainerId)
  const isTheirs = onlyTrainerId === null || trainer?.id === onlyTrainerId
  if (query.trainerId !== null && (!trainer || !isTheirs)) {
    throw new AppError('not_found', 'There is no such trainer.')
  }
  const trainers = catalogue.trainers.filter(({ id }) => !trainer || id === trainer.id)
  const seesBookings = seesOf(ctx, 'bookings:view')
  const seesHours = seesOf(ctx, 'availability:view')
  const entries = [
    ...rows.appointments.map((row) => toAppointment(row, seesBookings(row.trainerId))),
    ...rows.classes.map(toSession),
  ]
  return {
    entries: entries.toSorted((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1)),
    away: rows.away.map(({ substituteTrainerId: _who, ...row }) => ({
      ...row,
      reason: seesHours(row.trainerId) ? row.reason : null,
    })),
    open: openHours(catalogue, rows, { trainers, from: query.from, to: query.to }),
    trainers: rows.people,
    services: rows.offers,
  }
}

/** Whether a right reaches to what is this trainer's: a calendar may be open to who may not see who comes, or why. */
function seesOf({ actor }: TenantContext, right: Right): (trainerId: string) => boolean {
  if (actor.kind !== 'staff') return () => true
  const reach = reachOf(actor.grants, right)
  return (trainerId) => reach === 'any' || (reach === 'own' && actor.trainerId === trainerId)
}

function toAppointment(
  { takes, dependent, attendee, contact, ...row }: CalendarRows['appointments'][number],
  seesWho: boolean,
): CalendarAppointment {
  const who = dependent ?? (attendee.firstName === null ? contact : attendee)
  return {
    ...row,
    kind: 'appointment',
    resourceIds: takes.map(({ id }) => id),
    clientName: seesWho ? [who.firstName, who.lastName].filter(Boolean).join(' ') : null,
  }
}

function toSession(row: CalendarRows['classes'][number]): CalendarSession {
  return {
    kind: 'session',
    id: row.id,
    serviceId: row.serviceId,
    trainerId: row.trainerId,
    secondTrainerId: row.secondTrainerId,
    locationId: row.locationId,
    resourceIds: row.takes.map(({ id }) => id),
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    seriesId: row.seriesId,
    status: row.status,
    overrideReason: row.overrideReason,
    version: row.version,
    booked: row.booked,
    capacity: row.capacity,
    waiting: row.waiting,
  }
}
