import { openDatabase, type Database, type DatabaseAddress } from '../open-database.ts'
import { NEWEST_TENANT_VERSION } from './migrations/newest.ts'
import * as schema from './schema/index.ts'

export type TenantDatabase = Database<typeof schema>

/** What this code was written for. One version more does it no harm: what that brings, nobody needs yet. */
export { NEWEST_TENANT_VERSION }
/** The oldest schema this code works on, the one before: of what `0007_platform.sql` brought, it does without. */
export const OLDEST_TENANT_VERSION = 7

type OpenTenantOptions = { timeoutMs?: number; fetch?: typeof fetch }

/**
 * Opens one studio's database. Each unit of work starts by asking the database whose it is and which version it has,
 * in the same round trip: with another tenant's database, or one outside our versions, nothing is read or written.
 */
export function openTenantDatabase(
  tenantId: string,
  address: DatabaseAddress,
  options: OpenTenantOptions = {},
): TenantDatabase {
  return openDatabase(address, { ...options, schema, guard: { sql: GUARD, args: [tenantId] } })
}

// A plain SELECT cannot raise an error, so two functions that fail do: `json` for the identity, `abs` for the version.
const GUARD = `SELECT CASE
  WHEN (SELECT tenant_id FROM identity WHERE id = 1) IS NOT ?1 THEN json('wrong database')
  WHEN (SELECT max(version) FROM schema_migrations) BETWEEN ${OLDEST_TENANT_VERSION} AND ${NEWEST_TENANT_VERSION + 1} THEN 1
  ELSE abs(-9223372036854775807 - (SELECT count(*) FROM identity)) END AS ok`
