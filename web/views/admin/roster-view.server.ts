import type { RosterPerson } from '../../../tenants/classes/roster-person.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { initialsOf } from '../../lib/initials.ts'
import { owedText } from './clients/client-paths.server.ts'

/** Somebody in a roster, as the page shows them. */
export type PersonView = {
  id: string
  name: string
  initials: string
  /** Who booked, when it is somebody else. */
  under: string
  status: RosterPerson['status']
  /** "First visit", "Owes €15": `warns` where somebody should do something about it. */
  marks: { key: string; label: string; warns: boolean }[]
  /** What the client wrote when booking. */
  notes: string
  phone: string | null
  clientHref: string | null
  /** Where something is written down about them. */
  noteHref: string | null
  bookingHref: string
  /** From when and until when who came may be said (ms); null where one may not. */
  hours: RosterPerson['correctable'] | null
  more: string
}

/** People of a roster, in words. */
export function peopleView(desk: Desk, people: readonly RosterPerson[]): PersonView[] {
  const { may, say, words } = desk
  const said = words('roster')
  const mayChange = may('bookings:change')
  return people.map((person) => {
    const booker = fullName(person.contact)
    const name = person.attendee ? fullName(person.attendee) : said.guest
    return {
      id: person.id,
      name,
      initials: person.attendee ? initialsOf(name) : '+',
      under: name === booker ? '' : say('say.guestOf', { name: booker }),
      status: person.status,
      marks: marksView(desk, person),
      notes: person.notes ?? '',
      phone: person.contact.phone,
      clientHref: may('clients:view') ? `/admin/clients/${person.clientId}` : null,
      noteHref: may('clients:change') ? `/admin/clients/${person.clientId}#notes` : null,
      bookingHref: `/admin/bookings/${person.id}`,
      hours: mayChange ? person.correctable : null,
      more: say('say.moreOf', { name: person.attendee ? name : booker }),
    }
  })
}

export const fullName = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName}`.trim()

/** Guests share the marks of whoever booked: there they are said once. */
export function marksView(desk: Desk, { marks, guestPosition }: RosterPerson) {
  if (guestPosition > 0) return []
  const { say, words } = desk
  const { marks: labels } = words('roster')
  const amount = owedText(desk, marks.owed)
  return [
    ...(marks.isBlocked ? [{ key: 'isBlocked', label: labels.isBlocked, warns: true }] : []),
    ...(amount ? [{ key: 'owes', label: say('say.owes', { amount }), warns: true }] : []),
    ...(['isFirstVisit', 'hasBirthday', 'hasNotes'] as const).flatMap((key) =>
      marks[key] ? [{ key, label: labels[key], warns: false }] : [],
    ),
  ]
}
