import { sql } from 'drizzle-orm'
import { clients, type ClientRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/** A client, and everything by which what is about them is found. */
export type Person = {
  clientId: string
  /** With those of clients who turned out to be this one. */
  clientIds: string[]
  /** As the client's row has it: an erasure stands only as long as it does. */
  email: string | null
  /** E.164. */
  phone: string | null
  /** Null: no login of theirs, or none that belongs to the client alone. */
  userId: string | null
  /** Every address they were ever known by that is nobody else's now. */
  emails: string[]
  /** Their login is also that of somebody who works here. */
  isStaff: boolean
  locale: ClientRow['locale']
  erasedAt: number | null
}

type Found = Omit<Person, 'clientId' | 'clientIds' | 'emails' | 'isStaff'> & {
  emails: string
  mergedIds: string
  isStaff: number
}

/** One round trip. @throws AppError `not_found`, also for who was merged into another; DatabaseError. */
export async function readPerson({ db }: Pick<TenantContext, 'db'>, clientId: string): Promise<Person> {
  const [[found]] = await db.read([
    db.orm.all<Found>(sql`SELECT email, phone, locale, user_id AS userId, erased_at AS erasedAt,
        EXISTS (SELECT 1 FROM staff WHERE staff.user_id = clients.user_id AND status = 'active') AS isStaff,
        (SELECT json_group_array(known.email) FROM (
          SELECT clients.email
          UNION SELECT email FROM users WHERE users.id = clients.user_id
          UNION SELECT contact_email FROM bookings WHERE bookings.client_id = clients.id
          UNION SELECT contact_email FROM waitlist_entries WHERE waitlist_entries.client_id = clients.id) AS known
        WHERE known.email <> ''
          AND NOT EXISTS (SELECT 1 FROM clients AS other WHERE other.email = known.email AND other.id <> clients.id)
          AND NOT EXISTS (SELECT 1 FROM users AS other WHERE other.email = known.email AND other.id IS NOT clients.user_id)
        ) AS emails,
        (SELECT json_group_array(merged.id) FROM clients AS merged WHERE merged.merged_into_id = clients.id) AS mergedIds
      FROM ${clients} WHERE id = ${clientId} AND merged_into_id IS NULL`),
  ])
  if (!found) throw new AppError('not_found', 'There is no such client.')
  const { emails, mergedIds, isStaff, ...person } = found
  return {
    ...person,
    clientId,
    clientIds: [clientId, ...textsOf(mergedIds)],
    emails: textsOf(emails),
    isStaff: isStaff === 1,
  }
}

// Made of one column of text.
const textsOf = (list: string) => JSON.parse(list) as string[]

/** The same person without the login that goes on: what is the client's alone. */
export function asClientOnly(person: Person): Person {
  return person.isStaff ? { ...person, userId: null, emails: [] } : person
}
