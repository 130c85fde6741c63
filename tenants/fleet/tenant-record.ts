import { and, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { hostnames, plans, schemaVersions, tenants, type Limits } from '../../db/registry/schema/index.ts'
import type { Tenant } from '../context.ts'
import { effectiveLimits } from '../plans/effective-limits.ts'

/** A studio and the way to its database. Plain data: it is kept in caches and crosses into Durable Objects. */
export type TenantRecord = {
  tenant: Tenant
  databaseUrl: string
  /** Opened by `tenants/access/database-token.ts`. */
  databaseTokenEncrypted: string
  /** The version its database was last seen with, which may be newer by now; null: nobody has looked. */
  schemaVersion: number | null
}

const primaryHostnames = alias(hostnames, 'primary_hostnames')

/** For a query that joins `tenants` and, by `isPrimaryHost`, its primary host. */
export const tenantColumns = {
  id: tenants.id,
  slug: tenants.slug,
  name: tenants.name,
  status: tenants.status,
  remindsSuspended: tenants.remindsSuspended,
  copyOf: tenants.copyOf,
  databaseUrl: tenants.databaseUrl,
  databaseTokenEncrypted: tenants.databaseTokenEncrypted,
  primaryHost: primaryHostnames.host,
  schemaVersion: sql<number | null>`(
    SELECT ${schemaVersions.version} FROM ${schemaVersions} WHERE ${schemaVersions.tenantId} = ${tenants.id})`,
  plan: sql<string | null>`(SELECT ${plans.limits} FROM ${plans} WHERE ${plans.id} = ${tenants.planId})`,
  ownLimits: tenants.ownLimits,
  flags: sql<string | null>`(
    SELECT json_group_array(feature_flags.key) FROM feature_flags LEFT JOIN tenant_flags
      ON tenant_flags.key = feature_flags.key AND tenant_flags.tenant_id = ${tenants.id}
    WHERE coalesce(tenant_flags.is_on, feature_flags.is_on))`,
}

export const primaryHost = {
  table: primaryHostnames,
  on: and(eq(primaryHostnames.tenantId, tenants.id), eq(primaryHostnames.isPrimary, true)),
}

type Columns = Omit<typeof tenantColumns, 'schemaVersion' | 'plan' | 'flags'>
type TenantColumns = { [Column in keyof Columns]: Columns[Column]['_']['data'] | null } & {
  schemaVersion: number | null
  /** Its limits as JSON. */
  plan: string | null
  /** The keys of those that are on here, as JSON. */
  flags: string | null
}

function isKnown(status: string | null): status is Tenant['status'] {
  return status === 'active' || status === 'suspended' || status === 'deleting' || status === 'moving'
}

/** The row as a record, or nothing for a studio that is not open yet or closed for good. */
export function toTenantRecord(row: TenantColumns): TenantRecord | undefined {
  const { id, slug, name, status, databaseUrl, databaseTokenEncrypted, primaryHost: host } = row
  if (!isKnown(status)) return undefined
  if (!id || !slug || !name || !databaseUrl || !databaseTokenEncrypted || !host) return undefined
  const tenant: Tenant = { id, slug, name, status, primaryHost: host }
  if (status === 'suspended' && row.remindsSuspended) tenant.reminds = true
  if (row.copyOf !== null) tenant.isCopy = true
  const { heldBack } = effectiveLimits(toLimits(row.plan), row.ownLimits)
  if (heldBack.length > 0) tenant.heldBack = heldBack
  // A list of keys, by the statement above.
  const flags = JSON.parse(row.flags ?? '[]') as string[]
  if (flags.length > 0) tenant.flags = flags
  return { tenant, databaseUrl, databaseTokenEncrypted, schemaVersion: row.schemaVersion }
}

/** A plan's limits as its column has them: JSON of our own writing. */
export function toLimits(text: string | null): Limits | null {
  return text === null ? null : (JSON.parse(text) as Limits)
}
