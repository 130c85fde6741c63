import { sql, type SQL } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'
import type { Trace } from './make-additions.ts'
import type { KeptRow } from './read-rows.ts'

/** A client whom an import made or changed, and what has happened to them since. */
export type ImportedClient = {
  id: string
  edition: number
  isErased: boolean
  /** Their fields as they are now. */
  fields: Record<string, string | null>
  own: Record<string, string>
  /** Why they cannot be deleted as if they had never been. */
  reasons: Record<StayReason, boolean>
}

const stayReasons = ['erased', 'has_login', 'has_bookings', 'has_records', 'changed_since'] as const
export type StayReason = (typeof stayReasons)[number]

const has = (table: string, more = sql`true`) =>
  sql`EXISTS (SELECT 1 FROM ${sql.identifier(table)} AS t WHERE t.client_id = clients.id AND ${more})`

/** What an import wrote itself, as JSON lists: the ids of notes, the keys of tags. */
export type OwnTraces = { notes: SQL; tags: SQL }

/** Each a condition on `clients`. */
const reasonsOf = ({ notes, tags }: OwnTraces): Record<StayReason, SQL> => ({
  erased: sql`clients.erased_at IS NOT NULL`,
  has_login: sql`clients.user_id IS NOT NULL`,
  has_bookings: sql`(${has('bookings')} OR ${has('booking_series')} OR ${has('waitlist_entries')})`,
  has_records: sql`(${has('dependents')} OR ${has('client_files')} OR ${has('erasures')}
    OR ${has('consents', sql`t.source <> 'import'`)} OR ${has('notification_choices', sql`t.kind <> 'news'`)}
    OR ${has('client_notes', sql`t.id NOT IN (SELECT value FROM json_each(${notes}))`)})`,
  changed_since: sql`(clients.edition <> 1 OR clients.merged_into_id IS NOT NULL
    OR EXISTS (SELECT 1 FROM clients AS other WHERE other.merged_into_id = clients.id)
    OR EXISTS (SELECT 1 FROM client_tags AS t JOIN tags ON tags.id = t.tag_id WHERE t.client_id = clients.id
      AND tags.name_key NOT IN (SELECT value FROM json_each(${tags}))))`,
})

/** A condition on `clients`: nothing has happened to them since the import that wrote these made them. */
export function isFree(traces: OwnTraces): SQL {
  return sql`NOT (${sql.join(Object.values(reasonsOf(traces)), sql` OR `)})`
}

/** Those of a JSON object that has them. */
export const tracesIn = (json: SQL): OwnTraces => ({
  notes: sql`${json} -> '$.notes'`,
  tags: sql`${json} -> '$.tags'`,
})

type Raw = Omit<ImportedClient, 'isErased' | 'fields' | 'own' | 'reasons'> &
  Record<StayReason, number> & { fields: string; own: string }

/** The clients of these rows who are there still, by id. One round trip. */
export async function readImported(
  { db: { orm, read } }: TenantContext,
  rows: readonly Pick<KeptRow, 'clientId' | 'before'>[],
): Promise<Map<string, ImportedClient>> {
  const list = JSON.stringify(
    rows.map(({ clientId, before }) => ({
      id: clientId,
      notes: before?.['notes'] ?? [],
      tags: before?.['tags'] ?? [],
    })),
  )
  const reasons = Object.entries(reasonsOf(tracesIn(sql`j.value`))).map(
    ([reason, condition]) => sql`${condition} AS ${sql.identifier(reason)}`,
  )
  const [found] = await read([
    orm.all<Raw>(sql`SELECT clients.id, clients.edition, json_object('firstName', first_name, 'lastName', last_name,
        'email', email, 'phone', phone, 'bornOn', born_on, 'locale', locale) AS fields,
      (SELECT json_group_object(field_id, value) FROM client_field_values WHERE client_id = clients.id) AS own,
      ${sql.join(reasons, sql`, `)}
      FROM json_each(${list}) AS j JOIN clients ON clients.id = j.value ->> '$.id'`),
  ])
  const entries = found.map(({ id, edition, fields, own, ...given }): [string, ImportedClient] => [
    id,
    {
      id,
      edition,
      isErased: given.erased === 1,
      // Made by the statement above.
      fields: JSON.parse(fields) as ImportedClient['fields'],
      own: JSON.parse(own) as ImportedClient['own'],
      reasons: Object.fromEntries(
        stayReasons.map((reason) => [reason, given[reason] === 1]),
      ) as ImportedClient['reasons'],
    },
  ])
  return new Map(entries)
}

/** Why a client whom an import made stays; null: they go. */
export const findStay = ({ reasons }: ImportedClient): StayReason | null =>
  stayReasons.find((reason) => reasons[reason]) ?? null

/** Why not everything that an import changed can be as it was; null: it can. */
export function findUnlike(client: ImportedClient, trace: Trace): StayReason | null {
  const { isErased, fields, own, reasons } = client
  if (isErased) return 'erased'
  if (trace.fields.email && reasons.has_login) return 'has_login'
  const isLike =
    Object.entries(trace.fields).every(([field, { now }]) => fields[field] === now) &&
    Object.entries(trace.own).every(([fieldId, { now }]) => own[fieldId] === now)
  return isLike ? null : 'changed_since'
}
