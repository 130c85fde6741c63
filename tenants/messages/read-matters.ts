import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm'
import {
  bookingEvents,
  bookings,
  charges,
  clientActivity,
  clients,
  messages,
  notificationChoices,
  policyVersions,
  sessions,
  type BookingRow,
  type ChargeRow,
  type ClientRow,
  type MessageChannel,
  type MessageRow,
  type NotificationKind,
  type PolicyVersionRow,
  type SessionRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { selectEntries, type FoundEntry } from '../waitlist/find-entry.ts'
import { isAccountKind, toAccountMatter, type AccountRows } from './account-matter.ts'
import type { ClaimedMessage } from './claim-messages.ts'
import {
  chooseTold,
  partyOf,
  type BookingEventRow,
  type BookingMessage,
  type Wishes,
} from './message-matter.ts'
import type { StudioNames } from './studio-names.ts'

/** The change that each kind tells of. */
const CHANGES = { booking_moved: 'moved', session_changed: 'session_changed' } as const

/** Kinds that speak of several dates of a client's own series at once. */
const SERIES_KINDS = sql`('series_confirmed', 'booking_requested', 'booking_cancelled', 'booking_declined')`

/** Statements that read what messages to clients are about; `isOurs` is a condition on the table `messages`. */
export function selectMatters({ orm }: TenantContext['db'], isOurs: SQL) {
  const told = sql`(SELECT booking_id FROM ${messages} WHERE ${isOurs})`
  const ofTold = (columns: SQL) => sql`(SELECT ${columns} FROM ${bookings} WHERE id IN ${told})`
  const clientsTold = sql`(SELECT client_id FROM ${bookings} WHERE id IN ${told} UNION ALL
    SELECT client_id FROM waitlist_entries WHERE id IN (SELECT waitlist_entry_id FROM ${messages} WHERE ${isOurs}))`
  const family = sql`id IN ${told} OR party_id IN ${ofTold(sql`party_id`)} OR series_id IN (
    SELECT series_id FROM ${bookings} WHERE id IN (
      SELECT booking_id FROM ${messages} WHERE ${isOurs} AND kind IN ${SERIES_KINDS}))`
  return [
    orm.select().from(bookings).where(family),
    orm
      .select()
      .from(sessions)
      .where(sql`id IN ${ofTold(sql`session_id`)}`),
    orm
      .select()
      .from(bookingEvents)
      .where(and(sql`booking_id IN ${told}`, inArray(bookingEvents.kind, Object.values(CHANGES))))
      .orderBy(asc(bookingEvents.at)),
    orm
      .select()
      .from(charges)
      .where(sql`booking_id IN (SELECT id FROM ${bookings} WHERE ${family})`),
    orm
      .select()
      .from(policyVersions)
      .where(sql`(policy_id, version) IN ${ofTold(sql`policy_id, policy_version`)}`),
    selectEntries(orm).where(
      sql`waitlist_entries.id IN (SELECT waitlist_entry_id FROM ${messages} WHERE ${isOurs})`,
    ),
    orm
      .select({
        clientId: clients.id,
        email: clients.email,
        erasedAt: clients.erasedAt,
        mailRefusal: clients.mailRefusal,
        lastStartsAt: clientActivity.lastStartsAt,
        kind: notificationChoices.kind,
        channel: notificationChoices.channel,
        isWanted: notificationChoices.isWanted,
      })
      .from(clients)
      .leftJoin(clientActivity, eq(clientActivity.clientId, clients.id))
      .leftJoin(notificationChoices, eq(notificationChoices.clientId, clients.id))
      .where(sql`${clients.id} IN ${clientsTold}`),
  ] as const
}

export type MatterRows = AccountRows & {
  bookings: BookingRow[]
  sessions: SessionRow[]
  events: BookingEventRow[]
  charges: ChargeRow[]
  policies: PolicyVersionRow[]
  entries: FoundEntry[]
  choices: {
    clientId: string
    email: string | null
    erasedAt: number | null
    mailRefusal: ClientRow['mailRefusal']
    lastStartsAt: number | null
    kind: NotificationKind | null
    channel: MessageChannel | null
    isWanted: boolean | null
  }[]
}

/** A message with what it is about; nothing when that is not among the rows. */
export function toClaimed(
  message: MessageRow,
  rows: MatterRows,
  studio: StudioNames,
): ClaimedMessage | undefined {
  const { kind } = message
  if (isAccountKind(kind)) {
    const matter = toAccountMatter(message, rows)
    return matter && { message: { ...message, kind }, matter }
  }
  const toMatter = message.bookingId === null ? toEntryMatter : toBookingMatter
  const matter = toMatter({ ...message, kind }, rows, studio)
  return matter && { message: { ...message, kind }, matter }
}

type Told = { clientId: string; message: MessageRow }

function toWishes({ clientId, message: { channel, recipient } }: Told, { choices }: MatterRows): Wishes {
  const own = choices.filter((choice) => choice.clientId === clientId)
  const [client] = own
  const here = own.filter((choice) => choice.channel === channel)
  const isTheirMail = channel === 'email' && client?.email === recipient.toLowerCase()
  const kindsOf = (wanted: boolean) =>
    here.flatMap(({ kind, isWanted }) => (kind !== null && isWanted === wanted ? [kind] : []))
  return {
    isErased: typeof client?.erasedAt === 'number',
    unwanted: kindsOf(false),
    wanted: kindsOf(true),
    mailRefusal: isTheirMail ? client.mailRefusal : null,
    lastStartsAt: client?.lastStartsAt ?? null,
  }
}

function toBookingMatter(message: BookingMessage, rows: MatterRows, studio: StudioNames) {
  const { kind, bookingId } = message
  const found = rows.bookings.find(({ id }) => id === bookingId)
  if (!found) return undefined
  const booking = placed(found, studio)
  const party = rows.bookings
    .filter((row) => row.id !== found.id && partyOf(row) === partyOf(found))
    .map((row) => placed(row, studio))
  const dates = rows.bookings
    .filter(
      (row) => row.seriesId !== null && row.seriesId === found.seriesId && partyOf(row) !== partyOf(found),
    )
    .map((row) => placed(row, studio))
  const told = chooseTold(kind, { booking, family: [booking, ...party, ...dates] })
  const change = kind in CHANGES ? CHANGES[kind as keyof typeof CHANGES] : null
  const isAgreed = ({ policyId, version }: PolicyVersionRow) =>
    policyId === found.policyId && version === found.policyVersion
  return {
    about: 'booking' as const,
    booking,
    wishes: toWishes({ clientId: found.clientId, message }, rows),
    told,
    party: [booking, ...party],
    session: rows.sessions.find(({ id }) => id === found.sessionId) ?? null,
    change: rows.events.findLast((event) => event.bookingId === bookingId && event.kind === change) ?? null,
    charges: rows.charges.filter((charge) => told.some(({ id }) => id === charge.bookingId)),
    policy: rows.policies.find(isAgreed)?.text ?? null,
  }
}

function toEntryMatter(message: BookingMessage, rows: MatterRows, studio: StudioNames) {
  const found = rows.entries.find(({ entry }) => entry.id === message.waitlistEntryId)
  if (!found) return undefined
  const { entry, session, position } = found
  const service = studio.services.find(({ id }) => id === session.serviceId)
  return {
    about: 'entry' as const,
    entry,
    wishes: toWishes({ clientId: entry.clientId, message }, rows),
    position,
    session: placed(session, studio),
    currency: studio.studio.currency,
    isPromoting: service?.waitlistMode === 'promote',
  }
}

function placed<Row extends { locationId: string }>(row: Row, { locations }: StudioNames) {
  return { ...row, timeZone: locations.find(({ id }) => id === row.locationId)?.timeZone ?? 'UTC' }
}
