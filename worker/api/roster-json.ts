import { z } from '@hono/zod-openapi'
import { bookingStatuses } from '../../tenants/bookings/booking-view.ts'
import type { Roster, RosterEntry } from '../../tenants/classes/get-roster.ts'
import type { RosterPerson } from '../../tenants/classes/roster-person.ts'
import { toInstant } from './instant.ts'
import { moneySchema } from './money.ts'
import { sessionSchema, toSessionJson } from './session-json.ts'
import { toSnake } from './snake-case.ts'

const contactSchema = z.object({
  first_name: z.string(),
  last_name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
})

const marksSchema = z
  .object({
    is_first_visit: z.boolean(),
    has_notes: z.boolean(),
    is_blocked: z.boolean(),
    has_birthday: z.boolean(),
    owed: z.array(moneySchema).openapi({ description: 'For places not kept, a currency each.' }),
  })
  .openapi({ description: 'Of whoever booked, as far as the key may know.' })

export const personSchema = z.object({
  booking_id: z.string(),
  client_id: z.string(),
  party_id: z.string().nullable(),
  attendee: z
    .object({ first_name: z.string(), last_name: z.string() })
    .nullable()
    .openapi({ description: 'Who comes; null: a guest without a name.' }),
  contact: contactSchema.openapi({ description: 'Who booked.' }),
  status: z.enum(bookingStatuses),
  expires_at: z.iso.datetime().nullable().openapi({ description: 'A request waits for an answer so long.' }),
  checked_in_at: z.iso.datetime().nullable(),
  source: z.string(),
  notes: z.string().nullable(),
  marks: marksSchema,
})

const entrySchema = z.object({
  entry_id: z.string(),
  position: z.int().openapi({ description: '1 is the next.' }),
  status: z.enum(['waiting', 'offered']),
  party_size: z.int(),
  joined_at: z.iso.datetime(),
  offer_expires_at: z.iso.datetime().nullable(),
  contact: contactSchema,
})

export const rosterSchema = z
  .object({
    session: sessionSchema,
    people: z.array(personSchema).openapi({ description: 'Each party together, in the order they booked.' }),
    gone: z.array(personSchema).openapi({ description: 'Who was to come and does not, the last first.' }),
    waiting: z.array(entrySchema).openapi({ description: 'In their order.' }),
  })
  .openapi('Roster')

export function toRosterJson({ session, people, gone, waiting }: Roster): z.output<typeof rosterSchema> {
  return {
    session: toSessionJson(session),
    people: people.map(toPersonJson),
    gone: gone.map(toPersonJson),
    waiting: waiting.map(toEntryJson),
  }
}

export function toPersonJson(person: RosterPerson): z.output<typeof personSchema> {
  const { attendee, checkedInAt, expiresAt } = person
  return {
    booking_id: person.id,
    client_id: person.clientId,
    party_id: person.partyId,
    attendee: attendee && { first_name: attendee.firstName, last_name: attendee.lastName },
    contact: toContactJson(person.contact),
    status: person.status,
    expires_at: expiresAt === null ? null : toInstant(expiresAt),
    checked_in_at: checkedInAt === null ? null : toInstant(checkedInAt),
    source: person.source,
    notes: person.notes,
    marks: toSnake(person.marks),
  }
}

function toEntryJson(entry: RosterEntry, index: number): z.output<typeof entrySchema> {
  return {
    entry_id: entry.id,
    position: index + 1,
    status: entry.status === 'offered' ? 'offered' : 'waiting',
    party_size: entry.partySize,
    joined_at: toInstant(entry.joinedAt),
    offer_expires_at: entry.offerExpiresAt === null ? null : toInstant(entry.offerExpiresAt),
    contact: toContactJson(entry.contact),
  }
}

function toContactJson({ firstName, lastName, email, phone }: RosterPerson['contact']) {
  return { first_name: firstName, last_name: lastName, email, phone }
}
