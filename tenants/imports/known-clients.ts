import { sql } from 'drizzle-orm'
import type { ClientRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import type { ReadPerson } from './read-row.ts'

/** Somebody who is a client already, as far as a row can add to it. */
export type KnownClient = Pick<
  ClientRow,
  'id' | 'email' | 'firstName' | 'lastName' | 'phone' | 'bornOn' | 'locale' | 'userId' | 'edition'
> & {
  /** By key: lower case. */
  tags: string[]
  own: Record<string, string>
  /** Whether they ever said that they want news, or that they do not. */
  hasSaidNews: boolean
}

export type KnownClients = {
  byEmail: ReadonlyMap<string, KnownClient>
  byPerson: ReadonlyMap<string, KnownClient>
}

/** By what somebody without an address is the same person: number and name. Null without a number. */
export function personKey({
  firstName,
  lastName,
  phone,
}: Pick<ReadPerson, 'firstName' | 'lastName' | 'phone'>) {
  return phone === null ? null : `${phone} ${firstName} ${lastName}`.normalize('NFKC').trim().toLowerCase()
}

type RawKnown = Omit<KnownClient, 'tags' | 'own' | 'hasSaidNews'> & {
  foundBy: string | null
  tags: string
  own: string
  hasSaidNews: number
}

/** Whoever has one of these addresses or numbers. Who turned out to be somebody else is that one. One round trip. */
export async function readKnownClients(
  { db: { orm, read } }: TenantContext,
  people: readonly Pick<ReadPerson, 'email' | 'phone'>[],
): Promise<KnownClients> {
  const listOf = (values: (string | null)[]) => JSON.stringify(values.filter((value) => value !== null))
  const emails = listOf(people.map(({ email }) => email))
  const phones = listOf(people.map(({ phone }) => phone))
  const [rows] = await read([
    orm.all<RawKnown>(sql`WITH found AS (
        SELECT id, merged_into_id, email FROM clients WHERE email IN (SELECT value FROM json_each(${emails}))
        UNION SELECT id, merged_into_id, NULL FROM clients WHERE phone IN (SELECT value FROM json_each(${phones})))
      SELECT found.email AS foundBy, c.id, c.email, c.first_name AS firstName, c.last_name AS lastName, c.phone,
        c.born_on AS bornOn, c.locale, c.user_id AS userId, c.edition,
        (SELECT json_group_array(tags.name_key) FROM client_tags JOIN tags ON tags.id = client_tags.tag_id
          WHERE client_tags.client_id = c.id) AS tags,
        (SELECT json_group_object(field_id, value) FROM client_field_values WHERE client_id = c.id) AS own,
        (EXISTS (SELECT 1 FROM consents WHERE client_id = c.id AND kind = 'news') OR EXISTS (
          SELECT 1 FROM notification_choices WHERE client_id = c.id AND kind = 'news')) AS hasSaidNews
      FROM found JOIN clients AS c ON c.id = coalesce(found.merged_into_id, found.id)
      WHERE c.erased_at IS NULL ORDER BY c.created_at, c.id`),
  ])
  const byEmail = new Map<string, KnownClient>()
  const byPerson = new Map<string, KnownClient>()
  for (const { foundBy, ...row } of rows) {
    const known: KnownClient = {
      ...row,
      // Made by the statement above.
      tags: JSON.parse(row.tags) as string[],
      own: JSON.parse(row.own) as Record<string, string>,
      hasSaidNews: row.hasSaidNews === 1,
    }
    const key = personKey(known)
    if (foundBy !== null) byEmail.set(foundBy, known)
    // Of two who are alike the one who was there first.
    if (key !== null && !byPerson.has(key)) byPerson.set(key, known)
  }
  return { byEmail, byPerson }
}
