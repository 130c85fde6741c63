import { openDatabase, type Database, type DatabaseAddress } from '../open-database.ts'
import * as schema from './schema/index.ts'

export type Registry = Database<typeof schema>

/** Opens the one shared database. A registry that does not answer in 2 s is down: known hosts live on from memory. */
export function openRegistry(
  address: DatabaseAddress,
  options: { timeoutMs?: number; fetch?: typeof fetch } = {},
): Registry {
  return openDatabase(address, { timeoutMs: 2_000, ...options, schema })
}
