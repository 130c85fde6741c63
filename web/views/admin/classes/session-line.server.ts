import type { SessionView } from '../../../../tenants/classes/session-view.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { classNames, sessionHref, zoneOf } from './class-names.server.ts'

/** How a class stands, the gravest first; what needs nobody is none of these. */
export const lineStates = ['cancelled', 'needs_trainer', 'too_few', 'full', 'scheduled'] as const
export type LineState = (typeof lineStates)[number]

/** As it is shown: the studio is told of too few people while there is time to find more. */
export function stateOf(session: SessionView, now: number): LineState {
  const { status, booked, minAttendance, isFull, endsAt, startsAt } = session
  if (status !== 'scheduled') return status
  if (booked < minAttendance && now < startsAt) return 'too_few'
  return isFull && now < endsAt ? 'full' : 'scheduled'
}

const looks: Record<LineState, string> = {
  cancelled: 'badge-faint',
  needs_trainer: 'badge-warns',
  too_few: 'badge-warns',
  full: 'badge-strong',
  scheduled: '',
}

/** A class on a date as lists show it. */
export function sessionLine(desk: Desk, session: SessionView) {
  const { catalogue, ctx, format, say, words } = desk
  const { booked, capacity, waitlistCount, minAttendance, locationId, isOverbooked } = session
  const names = classNames(desk)
  const said = words('deskClasses')
  const state = stateOf(session, ctx.now())
  const zone = zoneOf(desk, locationId)
  return {
    id: session.id,
    href: sessionHref(session.id),
    state,
    time: format.timeRange(session.startsAt, session.endsAt, zone),
    name: names.service(session.serviceId),
    who: state === 'needs_trainer' ? names.trainer(session.secondTrainerId) : names.trainers(session),
    where: catalogue.locations.length > 1 ? names.place(locationId) : '',
    badge:
      state === 'scheduled'
        ? null
        : {
            look: looks[state],
            text:
              state === 'too_few'
                ? say('say.classTooFew', { booked, count: minAttendance })
                : said.statuses[state],
          },
    places: [
      say('say.classPlaces', { booked, capacity }),
      waitlistCount > 0 ? say('say.classWaiting', { count: waitlistCount }) : '',
      isOverbooked ? said.overbooked : '',
    ]
      .filter(Boolean)
      .join(' · '),
    /** How much of the bar is full, of 100. */
    share: capacity === 0 ? 0 : Math.min(100, Math.round((booked / capacity) * 100)),
    isOver: session.endsAt <= ctx.now(),
  }
}

export type SessionLine = ReturnType<typeof sessionLine>
