import { sql, type SQL } from 'drizzle-orm'
import { findWords } from '../clients/list-clients.ts'
import type { TenantContext } from '../context.ts'

/** What a booking's id looks like, as far as it was typed. */
const REFERENCE = /^bkg_[0-9a-z]*$/

/**
 * A condition on `bookings`: of a client with words that begin like all of these, or with an id that begins like this. One
 * round trip for words. Few clients are found first, and their bookings with them; of many, some are met soon on the way
 * through the list. Throws DatabaseError.
 */
export async function isFoundBy(ctx: TenantContext, search: string): Promise<SQL> {
  const typed = search.toLowerCase()
  if (REFERENCE.test(typed)) return sql`bookings.id >= ${typed} AND bookings.id < ${`${typed}~`}`
  const { conditions, isNarrow } = await findWords(ctx, search)
  const areTheirs = sql.join(conditions, sql` AND `)
  return isNarrow
    ? sql`bookings.client_id IN (SELECT clients.id FROM clients WHERE ${areTheirs})`
    : sql`EXISTS (SELECT 1 FROM clients WHERE clients.id = bookings.client_id AND ${areTheirs})`
}
