import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as schema from '../../db/tenant/schema/index.ts'

export type DownloadColumn = { name: string; type: 'TEXT' | 'INTEGER' | 'REAL'; meaning: string }
export type DownloadTable = { name: string; meaning: string; columns: DownloadColumn[] }

/** What each table of a studio holds, for whoever opens its file. A table that is in neither list fails a test. */
const meanings: Record<string, string> = {
  availability_overrides: 'Dates on which hours differ from the weekly ones.',
  availability_rules: 'Weekly hours and breaks of trainers and places, in wall time of the place.',
  booking_events: 'What happened to each booking, when and by whom.',
  booking_limits: 'How much may be booked at most in a day, a week or a month.',
  booking_series: 'Bookings that a client made for several dates at once.',
  bookings: 'One person’s place each: in a session, or alone with a trainer.',
  calendar_feeds: 'Which secret addresses of calendars there are; the secrets themselves are kept nowhere.',
  charges: 'What is owed for bookings that were not kept.',
  class_series: 'Classes that come back every week.',
  client_activity: 'How often and when each client booked, without what was cancelled.',
  client_field_values: 'What is known of clients in the studio’s own fields.',
  client_files: 'Which files are kept of clients; the files themselves are downloaded one by one.',
  client_groups: 'Groups of clients with rules of their own.',
  client_notes: 'What staff wrote down about clients.',
  client_tags: 'Which client has which tag.',
  clients: 'The people who book.',
  consents: 'What clients agreed to or took back, in the words they saw.',
  custom_fields: 'The studio’s own fields of clients.',
  dependents: 'Children and others whom clients book for.',
  erasures: 'Clients whose data was erased.',
  group_windows: 'From when on a group may book which service.',
  holds: 'Places that were kept while somebody filled in a form.',
  identity: 'Whose data this is.',
  import_rows: 'Lines of imported files, and what became of each.',
  imports: 'Files of clients that were imported.',
  invitations: 'Who was invited to the staff.',
  legal_pages: 'Pages of the studio’s own, in Markdown.',
  locations: 'Places, with their time zones.',
  message_settings: 'From whom messages come, and when.',
  message_templates: 'What the studio says in its own words.',
  messages: 'What was sent or is to be sent to whom, when.',
  notification_choices: 'What clients want to be told.',
  notification_rules: 'What is sent when and how, besides the mail of every event.',
  own_domains: 'Domains that the studio named as its own.',
  plan_limits: 'How much the studio’s plan holds.',
  policies: 'Rules for cancelling, in their order.',
  policy_versions: 'What each policy said at a time.',
  resources: 'Rooms and equipment.',
  roles: 'Roles of the studio’s own.',
  saved_views: 'Lists as staff like to see them.',
  segments: 'Filters of clients that were given a name.',
  service_locations: 'Where services are given.',
  service_resources: 'What services need besides a trainer.',
  service_trainers: 'Who gives which service, with their own price and length.',
  services: 'What can be booked.',
  sessions: 'Classes on one date each.',
  settings: 'The studio’s name, look, rules and texts.',
  sms_stops: 'Numbers that asked for no more text messages.',
  staff_notification_choices: 'What staff do not want to be sent.',
  staff: 'Who works here, in which role.',
  support_visits: 'When the platform’s people looked into the admin, and why.',
  tags: 'Words that staff put on clients.',
  time_off: 'When trainers are away.',
  trainers: 'The people who can be booked.',
  uploads: 'Pictures of the studio’s site.',
  usage_counts: 'How much of the plan is used: now, or in a month of UTC.',
  users: 'Logins: names and addresses, without anything that would let anybody in.',
  waitlist_entries: 'Who waits for a place in which session.',
  audit_log: 'Who did what, and who looked at whom.',
}

/** Secrets, and what is of no use without the rest of the system. */
export const leftOut: Record<string, string> = {
  api_keys: 'secrets',
  attempts: 'counted to keep intruders out; gone within the hour',
  client_words: 'made of the clients’ names',
  client_words_due: 'made of the clients’ names',
  downloads: 'these files',
  login_sessions: 'secrets',
  occupancies: 'made of bookings and sessions',
  one_time_tokens: 'secrets',
  push_subscriptions: 'secrets',
  sms_counts: 'counted against abuse; gone within days',
  vendor_events: 'ids of what vendors told; gone within days',
  webhook_deliveries: 'what was sent to programs',
  webhook_endpoints: 'secrets',
  webhook_events: 'what was sent to programs',
  passkey_challenges: 'secrets',
  passkeys: 'secrets',
  recovery_codes: 'secrets',
  sample_rows: 'ids of what is there to try things out with',
  totp_secrets: 'secrets',
}

/** The version of the schema that brought a table which some databases may not have yet. */
const broughtBy: Record<string, number> = { plan_limits: 7, support_visits: 7, usage_counts: 7 }

const secretColumns = new Set([
  'users.password_hash',
  'bookings.request_hash',
  'waitlist_entries.request_hash',
  'holds.holder',
  'messages.provider_id',
  'calendar_feeds.token_hash',
  'support_visits.secret_hash',
])

/**
 * The tables of a download with their columns and what they mean. What points to others comes before what it points to:
 * they are read one after the other, so that nothing points to what was not there yet. Without those that a database of
 * this version cannot have.
 */
export function listDownloadTables(schemaVersion = Infinity): DownloadTable[] {
  const isThere = (name: string) => !(name in leftOut) && schemaVersion >= (broughtBy[name] ?? 0)
  const tables = Object.values(schema).flatMap((one) => (is(one, SQLiteTable) ? [one] : []))
  return pointersFirst(tables.filter((table) => isThere(getTableName(table)))).map(toDownloadTable)
}

function pointersFirst(tables: readonly SQLiteTable[]): SQLiteTable[] {
  const [free, others] = [[] as SQLiteTable[], [] as SQLiteTable[]]
  for (const table of tables) {
    const isPointedTo = tables.some((other) => other !== table && pointsTo(other, table))
    ;(isPointedTo ? others : free).push(table)
  }
  // Tables that point at each other in a ring have no first.
  if (free.length === 0) return [...others]
  return [...free.toSorted((a, b) => (getTableName(a) < getTableName(b) ? -1 : 1)), ...pointersFirst(others)]
}

function pointsTo(table: SQLiteTable, target: SQLiteTable): boolean {
  return getTableConfig(table).foreignKeys.some((key) => key.reference().foreignTable === target)
}

function toDownloadTable(table: SQLiteTable): DownloadTable {
  const name = getTableName(table)
  const columns = Object.values(getTableColumns(table))
    .filter((column) => !secretColumns.has(`${name}.${column.name}`))
    .map((column) => {
      const type = column.getSQLType() === 'integer' ? ('INTEGER' as const) : ('TEXT' as const)
      return { name: column.name, type, meaning: explain(column.name, column.dataType) }
    })
  return { name, meaning: meanings[name] ?? '', columns }
}

const endings: [ending: string, meaning: string][] = [
  ['_minor', 'An amount in the smallest unit of its currency (cents).'],
  ['_minutes', 'Minutes.'],
  ['_minute', 'Minutes after local midnight.'],
  ['_on', 'A local date, YYYY-MM-DD.'],
  ['_at', 'An instant: milliseconds since 1970-01-01 UTC.'],
  ['_until', 'An instant: milliseconds since 1970-01-01 UTC.'],
  ['_from', 'An instant: milliseconds since 1970-01-01 UTC.'],
  ['_id', 'The id of a row of another table.'],
]

/** By the conventions that all tables keep. */
function explain(name: string, dataType: string): string {
  if (name === 'id') return 'What other tables call this row by.'
  if (dataType === 'json') return 'JSON; texts that clients see are one per language.'
  if (dataType === 'boolean') return '1: yes; 0: no.'
  const known = endings.find(([ending]) => name.endsWith(ending))
  if (known) return known[1]
  return dataType === 'number' ? 'A number.' : 'A text.'
}
