import { sql, type SQL } from 'drizzle-orm'
import { searchWords } from '../clients/client-words.ts'
import { isWordLike } from '../clients/find-by-words.ts'

/** What a booking's id looks like, as far as it was typed. */
const REFERENCE = /^bkg_[0-9a-z]*$/

/**
 * A condition on `bookings`: of a client with words that begin like all of these, or with an id that begins like this. What
 * was written since names were last looked up is found after `indexClients`.
 */
export function isFoundBy(search: string): SQL {
  const typed = search.toLowerCase()
  if (REFERENCE.test(typed)) return sql`bookings.id >= ${typed} AND bookings.id < ${`${typed}~`}`
  const words = searchWords(search)
  if (words.length === 0) return sql`0`
  const whose = words.map((word) => sql`SELECT client_id FROM client_words WHERE ${isWordLike(word)}`)
  return sql`bookings.client_id IN (${sql.join(whose, sql` INTERSECT `)})`
}
