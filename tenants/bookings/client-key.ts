import { sql, type SQL } from 'drizzle-orm'

/**
 * By what a command finds its client: the address (lower case), so that whoever books under it is them, or, for somebody the
 * studio knows without one, the id. No id has an at sign.
 */
export type ClientKey = string

/** The id of the client with this key, for SQL; NULL: nobody has it, or they were forgotten or merged meanwhile. */
export function findByKey(key: ClientKey): SQL {
  if (key.includes('@')) return sql`(SELECT id FROM clients WHERE email = ${key})`
  return sql`(SELECT id FROM clients WHERE id = ${key} AND erased_at IS NULL AND merged_into_id IS NULL)`
}
