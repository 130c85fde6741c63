import { getRoster } from '../../../tenants/classes/get-roster.ts'
import { localDateAt } from '../../../tenants/availability/local-time.ts'
import { findAnyService, isOnSale } from '../../../tenants/studio/get-any-service.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { sentenceStart } from '../../lib/format.server.ts'
import { withQuery } from '../../lib/portal-paths.ts'
import { titleOf } from './page-title.server.ts'
import { sessionWays } from './classes/session-ways.server.ts'
import { failedDeed } from './roster-answer.server.ts'
import { fullName, peopleView } from './roster-view.server.ts'
import { keptView } from './today-view.server.ts'
import { walkInView } from './walk-in.server.ts'

/** One class on one date: who comes, who does not after all, and who waits. */
export async function sessionPage(desk: Desk) {
  const { catalogue, ctx, format, may, params, say, text, words } = desk
  const { session, people, gone, waiting } = await getRoster(ctx, params['sessionId'] ?? '')
  const said = words('roster')
  const { timeZone, startsAt, endsAt, trainerId, secondTrainerId, locationId, capacity, booked } = session
  const service = findAnyService(catalogue, session.serviceId)
  const title = service ? text(service.name) : ''
  const trainers = [trainerId, secondTrainerId].flatMap((id) => {
    const trainer = catalogue.trainers.find((one) => one.id === id)
    return trainer ? [text(trainer.name)] : []
  })
  const place = catalogue.locations.length > 1 && catalogue.locations.find(({ id }) => id === locationId)
  const clock = format.timeRange(startsAt, endsAt, timeZone)
  return {
    pageTitle: titleOf(desk, title),
    title,
    intro: [
      `${sentenceStart(format.dayLong(localDateAt(timeZone, startsAt), timeZone))}, ${clock}`,
      ...trainers,
      place && text(place.name),
    ]
      .filter(Boolean)
      .join(' · '),
    ...keptView(desk, timeZone),
    back: `/admin/sessions/${session.id}`,
    failed: failedDeed(desk),
    isCancelled: session.status === 'cancelled',
    needsTrainer: session.status === 'needs_trainer',
    isOverbooked: session.isOverbooked,
    places: say('say.placesTaken', { booked, capacity }),
    // What is not on sale has no page for clients.
    timetableHref: isOnSale(catalogue, session.serviceId) ? `/classes/${session.id}` : null,
    bookHref:
      session.status === 'cancelled' || !desk.may('bookings:change')
        ? null
        : withQuery('/admin/bookings/new', { session: session.id }),
    ways: sessionWays(desk, session),
    people: peopleView(desk, people),
    walkIn: session.status === 'cancelled' ? null : walkInView(desk, { ...session, places: session }),
    gone: gone.map((person) => ({
      id: person.id,
      name: fullName(person.attendee ?? person.contact),
      what: say('say.goneAt', {
        what: statusWord(said.statuses, person.status),
        when: desk.when(person.statusAt),
      }),
    })),
    waiting: waiting.map((entry) => ({
      id: entry.id,
      name: fullName(entry.contact),
      phone: entry.contact.phone,
      heads: entry.partySize > 1 ? say('say.partyOf', { count: entry.partySize }) : '',
      since: say('say.waitingSince', { when: desk.when(entry.joinedAt) }),
      offered:
        entry.status === 'offered' && entry.offerExpiresAt !== null
          ? say('say.classOfferedUntil', { when: desk.when(entry.offerExpiresAt) })
          : '',
      href: may('bookings:change') ? `/admin/waitlist/${entry.id}` : null,
    })),
    words: {
      ...said,
      actions: words('deskClasses').session.actions,
      manage: words('deskClasses').waiting.manage,
      needsTrainerText: words('today').needsTrainer,
      today: words('today').title,
    },
  }
}

const statusWord = (statuses: Record<string, string>, status: string): string => statuses[status] ?? ''
