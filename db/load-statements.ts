import { createClient } from '@libsql/client/web'
import type { DatabaseAddress } from './open-database.ts'
import { toDatabaseError } from './to-database-error.ts'

/**
 * A way to fill an empty database: each call runs its statements, as SQL text, in one transaction. References are not
 * looked at, so that tables may come in any order.
 *
 * @throws DatabaseError from each call.
 */
export function openLoader(address: DatabaseAddress): (statements: readonly string[]) => Promise<void> {
  const client = createClient({
    url: address.url,
    ...(address.token === '' ? {} : { authToken: address.token }),
  })
  return async (statements) => {
    const text = ['PRAGMA foreign_keys=OFF', 'BEGIN IMMEDIATE', ...statements, 'COMMIT'].join(';\n')
    try {
      await client.executeMultiple(text)
    } catch (error) {
      throw toDatabaseError(error, 'write', false)
    }
  }
}
