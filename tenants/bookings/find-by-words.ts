import { and, or, sql, type SQL } from 'drizzle-orm'
import { clients } from '../../db/tenant/schema/index.ts'

/** What a booking's id looks like, as far as it was typed. */
const REFERENCE = /^bkg_[0-9a-z]*$/

/** A condition on `bookings`: of a client with all of these words, or with an id that begins like this. */
export function isFoundBy(search: string): SQL | undefined {
  const typed = search.toLowerCase()
  if (REFERENCE.test(typed)) return sql`bookings.id >= ${typed} AND bookings.id < ${`${typed}~`}`
  const words = search.split(/\s+/).filter(Boolean).map(isWordOf)
  return sql`bookings.client_id IN (SELECT id FROM clients WHERE ${and(...words)})`
}

/** Whether it is somewhere in what is known of a client. SQLite folds the case of ASCII only, so usual cases are tried. */
function isWordOf(word: string): SQL | undefined {
  const cases = new Set([
    word,
    word.toLowerCase(),
    word.toUpperCase(),
    word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase(),
  ])
  const columns = [clients.firstName, clients.lastName, clients.email, clients.phone]
  return or(...columns.flatMap((column) => [...cases].map((one) => sql`instr(${column}, ${one}) > 0`)))
}
