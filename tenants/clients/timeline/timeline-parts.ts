import { sql, type SQL } from 'drizzle-orm'
import { isOwnBooking } from '../../bookings/own-bookings.ts'

export const timelineKinds = ['booking', 'waitlist', 'message', 'note', 'consent', 'charge', 'merge'] as const
export type TimelineKind = (typeof timelineKinds)[number]

/** Of whose bookings something is seen: everybody's (null), this trainer's, or nobody's (absent). */
export type Sight = string | null | undefined
export type Sights = Record<'bookings' | 'messages' | 'money', Sight>

/** Which part of a timeline is read: what is before the end of the last page, newest first. */
type Asked = { clientId: string; sights: Sights; isBefore: (at: SQL, id: SQL) => SQL; limit: number }

const columns = {
  id: sql`NULL`,
  kind: sql`NULL`,
  at: sql`NULL`,
  what: sql`NULL`,
  actor: sql`NULL`,
  text: sql`NULL`,
  state: sql`NULL`,
  bookingId: sql`NULL`,
  startsAt: sql`NULL`,
  channel: sql`NULL`,
  amountMinor: sql`NULL`,
  currency: sql`NULL`,
}

/** Statements that select the newest of each kind in the same columns; none for a kind that is nobody's to see. */
export const timelineParts: Record<TimelineKind, (asked: Asked) => SQL[]> = {
  booking: (asked) => {
    const { bookingId, startsAt } = ofBooking
    const row = { id: sql`one.id`, at: sql`one.at`, what: sql`one.kind`, actor: sql`one.actor` }
    return aboutBookings(asked, 'bookings', {
      table: sql`booking_events`,
      row: { ...row, bookingId, startsAt },
    })
  },
  message: (asked) => {
    const at = sql`coalesce(one.settled_at, one.planned_at)`
    // Once the vendor said so: what came of it.
    const state = sql`iif(one.state = 'sent', coalesce(one.delivery, 'sent'), one.state)`
    const row = { id: sql`one.id`, at, what: sql`one.kind`, state, channel: sql`one.channel` }
    return [
      ...aboutBookings(asked, 'messages', { table: sql`messages`, row: { ...row, ...ofBooking } }),
      ...aboutWaiting(asked, 'messages', {
        table: sql`JOIN messages AS one ON one.waitlist_entry_id = entry.id`,
        row: { ...row, startsAt: sql`sessions.starts_at` },
      }),
      ...aboutLogin(asked, row),
    ]
  },
  waitlist: (asked) => {
    const about = { startsAt: sql`sessions.starts_at`, bookingId: sql`entry.booking_id` }
    const joined = { id: sql`entry.id`, at: sql`entry.joined_at`, what: sql`'joined'`, ...about }
    // What became of it since.
    const ended = { id: sql`entry.id || '_'`, at: sql`entry.status_at`, what: sql`entry.status`, ...about }
    return [
      ...aboutWaiting(asked, 'bookings', { table: sql``, row: joined }),
      ...aboutWaiting(asked, 'bookings', {
        table: sql``,
        row: ended,
        only: sql` AND entry.status <> 'waiting'`,
      }),
    ]
  },
  charge: (asked) => {
    const row = { id: sql`one.id`, at: sql`one.created_at`, what: sql`one.kind`, state: sql`one.state` }
    const money = { amountMinor: sql`one.amount_minor`, currency: sql`one.currency` }
    return aboutBookings(asked, 'money', { table: sql`charges`, row: { ...row, ...money, ...ofBooking } })
  },
  note: (asked) => {
    const row = { id: sql`id`, at: sql`created_at`, what: sql`'note'`, actor: sql`author`, text: sql`text` }
    const isTheirs = sql`client_id = ${asked.clientId} AND deleted_at IS NULL`
    return [part(asked, { kind: 'note', row, from: sql`client_notes`, isTheirs })]
  },
  consent: (asked) => {
    const state = sql`iif(is_given, 'given', 'taken_back')`
    const row = { id: sql`id`, at: sql`at`, what: sql`kind`, actor: sql`actor`, text: sql`text`, state }
    const isTheirs = sql`client_id IN (SELECT id FROM clients
      WHERE id = ${asked.clientId} OR merged_into_id = ${asked.clientId})`
    return [part(asked, { kind: 'consent', row, from: sql`consents`, isTheirs })]
  },
  merge: (asked) => {
    const row = { id: sql`id`, at: sql`at`, what: sql`'merge'`, actor: sql`actor` }
    const isTheirs = sql`subject_id = ${asked.clientId} AND action = 'client.merge'`
    return [part(asked, { kind: 'merge', row, from: sql`audit_log`, isTheirs })]
  },
}

type Row = Partial<typeof columns> & { id: SQL; at: SQL }

const ofBooking = { bookingId: sql`bookings.id`, startsAt: sql`bookings.starts_at` }
const kindOf = { bookings: 'booking', messages: 'message', money: 'charge' } as const
const waitingKindOf = { bookings: 'waitlist', messages: 'message' } as const

/** What hangs on bookings of theirs that the asker sees: found by client, then by booking. */
function aboutBookings(asked: Asked, area: keyof Sights, { table, row }: { table: SQL; row: Row }): SQL[] {
  const sight = asked.sights[area]
  if (sight === undefined) return []
  const isSeen = sight === null ? sql`1` : isOwnBooking(sight)
  const from = sql`bookings JOIN ${table} AS one ON one.booking_id = bookings.id`
  const isTheirs = sql`bookings.client_id = ${asked.clientId} AND ${isSeen}`
  return [part(asked, { kind: kindOf[area], row, from, isTheirs })]
}

type Waiting = { table: SQL; row: Row; only?: SQL }

/** What hangs on their places in waitlists of classes that the asker sees. */
function aboutWaiting(
  asked: Asked,
  area: 'bookings' | 'messages',
  { table, row, only = sql`` }: Waiting,
): SQL[] {
  const sight = asked.sights[area]
  if (sight === undefined) return []
  const isSeen = sight === null ? sql`1` : sql`${sight} IN (sessions.trainer_id, sessions.second_trainer_id)`
  const from = sql`waitlist_entries AS entry JOIN sessions ON sessions.id = entry.session_id ${table}`
  const isTheirs = sql`entry.client_id = ${asked.clientId} AND ${isSeen}${only}`
  return [part(asked, { kind: waitingKindOf[area], row, from, isTheirs })]
}

/** Mails about their login, with a link or without: for who sees everybody's messages. */
function aboutLogin(asked: Asked, row: Row): SQL[] {
  if (asked.sights.messages !== null) return []
  const isUser = (column: SQL) => sql`${column} = (SELECT user_id FROM clients WHERE id = ${asked.clientId})`
  const kind = 'message'
  return [
    part(asked, { kind, row, from: sql`messages AS one`, isTheirs: isUser(sql`one.user_id`) }),
    part(asked, {
      kind,
      row,
      from: sql`one_time_tokens AS token JOIN messages AS one ON one.one_time_token_id = token.id`,
      isTheirs: isUser(sql`token.user_id`),
    }),
  ]
}

type Part = { kind: TimelineKind; row: Row; from: SQL; isTheirs: SQL }

function part({ isBefore, limit }: Asked, { kind, row, from, isTheirs }: Part): SQL {
  const whole = { ...columns, ...row, kind: sql`${kind}` }
  const selected = Object.entries(whole).map(([name, value]) => sql`${value} AS ${sql.identifier(name)}`)
  return sql`SELECT * FROM (SELECT ${sql.join(selected, sql`, `)} FROM ${from}
    WHERE ${isTheirs} AND ${isBefore(row.at, row.id)} ORDER BY ${row.at} DESC, ${row.id} DESC LIMIT ${limit})`
}
