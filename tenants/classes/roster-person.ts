import { eq, sql, type SQL } from 'drizzle-orm'
import { bookings, clientActivity, clients, type BookingRow } from '../../db/tenant/schema/index.ts'
import { reachOf, type Right } from '../access/grants.ts'
import { addDays, localDateAt } from '../availability/local-time.ts'
import { correctionHours } from '../bookings/correction-window.ts'
import { isOwnClient } from '../clients/own-clients.ts'
import type { TenantContext } from '../context.ts'

const columns = {
  id: bookings.id,
  trainerId: bookings.trainerId,
  serviceId: bookings.serviceId,
  locationId: bookings.locationId,
  sessionId: bookings.sessionId,
  clientId: bookings.clientId,
  partyId: bookings.partyId,
  guestPosition: bookings.guestPosition,
  startsAt: bookings.startsAt,
  endsAt: bookings.endsAt,
  status: bookings.status,
  statusAt: bookings.statusAt,
  version: bookings.version,
  source: bookings.source,
  notes: bookings.notes,
  checkedInAt: bookings.checkedInAt,
  expiresAt: bookings.expiresAt,
} as const

/** Somebody who comes. */
export type RosterPerson = Pick<BookingRow, keyof typeof columns> & {
  /** Null: a guest of whoever booked, without a name. */
  attendee: { firstName: string; lastName: string } | null
  contact: Contact
  marks: Marks
  /** From when they may be checked in and marked as missing, and until when that may be corrected (ms). */
  correctable: { checkInFrom: number; noShowFrom: number; until: number }
}

export type Contact = { firstName: string; lastName: string; email: string; phone: string | null }

/** What staff had better know of whoever booked, as far as they may. */
export type Marks = {
  isFirstVisit: boolean
  hasNotes: boolean
  isBlocked: boolean
  /** Today, where the class is. */
  hasBirthday: boolean
  /** For places not kept, a currency each. */
  owed: { amountMinor: number; currency: string }[]
}

/** Bookings with what is to be known of whoever booked, for `db.read`; to be read with `toRosterPerson`. */
export function selectRoster(ctx: TenantContext, where: SQL | undefined) {
  return ctx.db.orm
    .select({
      ...columns,
      dependentId: bookings.dependentId,
      attendeeFirstName: bookings.attendeeFirstName,
      attendeeLastName: bookings.attendeeLastName,
      contactFirstName: bookings.contactFirstName,
      contactLastName: bookings.contactLastName,
      contactEmail: bookings.contactEmail,
      contactPhone: bookings.contactPhone,
      firstStartsAt: clientActivity.firstStartsAt,
      bornOn: clients.bornOn,
      blockedAt: clients.blockedAt,
      hasNotes: sql<number>`EXISTS (SELECT 1 FROM client_notes
        WHERE client_notes.client_id = ${bookings.clientId} AND client_notes.deleted_at IS NULL)`,
      mayKnow: sql<number>`${isKnowable(ctx)}`,
      owed: owedBy(ctx),
    })
    .from(bookings)
    .innerJoin(clients, eq(clients.id, bookings.clientId))
    .leftJoin(clientActivity, eq(clientActivity.clientId, bookings.clientId))
    .where(where)
}

export type RosterRow = Awaited<ReturnType<typeof selectRoster>>[number]

/** `timeZone`: the place's; `checkInMinutes`: the service's. */
export function toRosterPerson(
  row: RosterRow,
  { timeZone, checkInMinutes }: { timeZone: string; checkInMinutes: number | null },
): RosterPerson {
  const { firstStartsAt: _first, bornOn: _born, blockedAt: _blocked, hasNotes: _notes, ...known } = row
  const { mayKnow: _may, owed: _owed, dependentId: _dependent, ...named } = known
  const { contactFirstName, contactLastName, contactEmail, contactPhone, ...person } = named
  const { attendeeFirstName: _firstName, attendeeLastName: _lastName, ...booking } = person
  return {
    ...booking,
    attendee: attendeeOf(row),
    contact: {
      firstName: contactFirstName,
      lastName: contactLastName,
      email: contactEmail,
      phone: contactPhone,
    },
    marks: marksOf(row, timeZone),
    correctable: correctionHours(row, checkInMinutes),
  }
}

function attendeeOf(row: RosterRow): RosterPerson['attendee'] {
  const { attendeeFirstName, attendeeLastName, guestPosition } = row
  if (attendeeFirstName === null && attendeeLastName === null && guestPosition > 0) return null
  return {
    firstName: attendeeFirstName ?? row.contactFirstName,
    lastName: attendeeLastName ?? (attendeeFirstName === null ? row.contactLastName : ''),
  }
}

function marksOf(row: RosterRow, timeZone: string): Marks {
  const { owed } = row
  if (!row.mayKnow) {
    return { isFirstVisit: false, hasNotes: false, isBlocked: false, hasBirthday: false, owed }
  }
  // Who comes with a client, or in their stead, has neither their birthday nor their first visit.
  const isThemselves = row.guestPosition === 0 && row.dependentId === null && row.attendeeFirstName === null
  return {
    isFirstVisit: isThemselves && row.firstStartsAt === row.startsAt,
    hasNotes: row.hasNotes === 1,
    isBlocked: row.blockedAt !== null,
    hasBirthday: isThemselves && isBirthday(row.bornOn, localDateAt(timeZone, row.startsAt)),
    owed,
  }
}

/** Born on 29 February, one has it the day before where there is none. */
export function isBirthday(bornOn: string | null, on: string): boolean {
  if (bornOn === null) return false
  const day = bornOn.slice(5)
  if (day === on.slice(5)) return true
  return day === '02-29' && on.endsWith('-02-28') && addDays(on, 1).endsWith('-03-01')
}

/** Whether whoever asks may see the client, as a condition. */
function isKnowable(ctx: TenantContext): SQL {
  const reach = quietReach(ctx, 'clients:view')
  if (reach === null) return sql`0`
  return isOwnClient(reach.onlyTrainerId) ?? sql`1`
}

/** What the client owes for bookings that whoever asks may see the money of. */
function owedBy(ctx: TenantContext): SQL<Marks['owed']> {
  // Made by the statements below.
  const read = (json: string): Marks['owed'] => JSON.parse(json)
  const reach = quietReach(ctx, 'money:view')
  if (reach === null) return sql`'[]'`.mapWith(read)
  const { onlyTrainerId } = reach
  const isTheirs =
    onlyTrainerId === null
      ? sql`1`
      : sql`(owing.trainer_id = ${onlyTrainerId}
          OR owing.session_id IN (SELECT id FROM sessions WHERE second_trainer_id = ${onlyTrainerId}))`
  // CROSS JOIN keeps the order: the client's bookings first, never all that is owed to the studio.
  return sql`(SELECT json_group_array(json_object('amountMinor', amount, 'currency', currency)) FROM (
    SELECT sum(charges.amount_minor) AS amount, charges.currency AS currency FROM bookings AS owing
    CROSS JOIN charges ON charges.booking_id = owing.id
    WHERE owing.client_id = ${bookings.clientId} AND charges.state = 'owed' AND charges.amount_minor > 0
      AND ${isTheirs} GROUP BY charges.currency))`.mapWith(read)
}

function quietReach({ actor }: TenantContext, right: Right): { onlyTrainerId: string | null } | null {
  if (actor.kind === 'system') return { onlyTrainerId: null }
  if (actor.kind !== 'staff') return null
  const reach = reachOf(actor.grants, right)
  if (reach === 'any') return { onlyTrainerId: null }
  return reach === 'own' && actor.trainerId !== null ? { onlyTrainerId: actor.trainerId } : null
}
