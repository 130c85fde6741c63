import { and, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { hostnames, tenants } from '../../db/registry/schema/index.ts'
import type { Tenant } from '../context.ts'

/** A studio and the way to its database. Plain data: it is kept in caches and crosses into Durable Objects. */
export type TenantRecord = {
  tenant: Tenant
  databaseUrl: string
  /** Opened by `tenants/access/database-token.ts`. */
  databaseTokenEncrypted: string
}

const primaryHostnames = alias(hostnames, 'primary_hostnames')

/** For a query that joins `tenants` and, by `isPrimaryHost`, its primary host. */
export const tenantColumns = {
  id: tenants.id,
  slug: tenants.slug,
  name: tenants.name,
  status: tenants.status,
  databaseUrl: tenants.databaseUrl,
  databaseTokenEncrypted: tenants.databaseTokenEncrypted,
  primaryHost: primaryHostnames.host,
}

export const primaryHost = {
  table: primaryHostnames,
  on: and(eq(primaryHostnames.tenantId, tenants.id), eq(primaryHostnames.isPrimary, true)),
}

type TenantColumns = {
  [Column in keyof typeof tenantColumns]: (typeof tenantColumns)[Column]['_']['data'] | null
}

/** The row as a record, or nothing for a studio that is not open yet or closed for good. */
export function toTenantRecord(row: TenantColumns): TenantRecord | undefined {
  const { id, slug, name, status, databaseUrl, databaseTokenEncrypted, primaryHost: host } = row
  if (status !== 'active' && status !== 'suspended') return undefined
  if (!id || !slug || !name || !databaseUrl || !databaseTokenEncrypted || !host) return undefined
  return { tenant: { id, slug, name, status, primaryHost: host }, databaseUrl, databaseTokenEncrypted }
}
