import { and, asc, eq, gt, isNotNull, isNull, sql, type SQLWrapper } from 'drizzle-orm'
import { customHostnames, hostnames, tenants } from '../../db/registry/schema/index.ts'
import { hostnameState, type HostnameState } from '../domains/hostname-state.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/** A host that leads here, or that the maker of certificates has; instants in ms. */
export type HostnameEntry = {
  host: string
  /** Null: nobody of ours has it, and the maker of certificates does. */
  kind: 'subdomain' | 'custom' | null
  tenant: { id: string; name: string; slug: string } | null
  isMain: boolean
  redirects: boolean
  /** Of own domains, where there is a maker of certificates and it was asked. */
  certificate: {
    state: HostnameState
    status: string
    sslStatus: string
    said: string[]
    records: { type: string; name: string; value: string }[]
    checkedAt: number
    brokenSince: number | null
  } | null
}

export type HostnamesWish = {
  tenantId?: string | undefined
  /** Part of a host. */
  search?: string | undefined
  /** `broken`: a certificate that should work and does not, or a dangling one. `dangling`: nobody's. */
  only?: 'broken' | 'dangling' | undefined
  limit: number
  /** The last host of the page before. */
  after?: string | undefined
}

/** Hosts by name. @throws AppError `unauthorized`, `second_factor_required` */
export async function listHostnames(
  ctx: PlatformContext,
  wish: HostnamesWish,
): Promise<{ hostnames: HostnameEntry[]; hasMore: boolean }> {
  requireRole(ctx, 'support')
  const [ours, theirs] = await ctx.db.read([ourHosts(ctx, wish), dangling(ctx, wish)])
  const wanted = [
    ...(wish.only === 'dangling' ? [] : ours.map(toEntry)),
    ...(wish.tenantId === undefined ? theirs.map(toDangling) : []),
  ].toSorted((a, b) => (a.host < b.host ? -1 : 1))
  return { hostnames: wanted.slice(0, wish.limit), hasMore: wanted.length > wish.limit }
}

function ourHosts({ db }: PlatformContext, { tenantId, search, only, limit, after = '' }: HostnamesWish) {
  const { id, name, slug } = tenants
  return db.orm
    .select({ hostname: hostnames, tenant: { id, name, slug }, certificate: customHostnames })
    .from(hostnames)
    .innerJoin(tenants, eq(tenants.id, hostnames.tenantId))
    .leftJoin(customHostnames, eq(customHostnames.host, hostnames.host))
    .where(
      and(
        gt(hostnames.host, after),
        tenantId === undefined ? undefined : eq(hostnames.tenantId, tenantId),
        search ? isPart(hostnames.host, search) : undefined,
        only === 'broken' ? isNotNull(customHostnames.brokenSince) : undefined,
      ),
    )
    .orderBy(asc(hostnames.host))
    .limit(limit + 1)
}

function dangling({ db }: PlatformContext, { search, limit, after = '' }: HostnamesWish) {
  return db.orm
    .select({ certificate: customHostnames })
    .from(customHostnames)
    .where(
      and(
        gt(customHostnames.host, after),
        isNull(customHostnames.tenantId),
        search ? isPart(customHostnames.host, search) : undefined,
      ),
    )
    .orderBy(asc(customHostnames.host))
    .limit(limit + 1)
}

function isPart(column: SQLWrapper, search: string) {
  const part = search
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
  return sql`${column} LIKE ${`%${part}%`} ESCAPE '\\'`
}

type Row = Awaited<ReturnType<typeof ourHosts>>[number]

function toEntry({
  hostname: { host, kind, isPrimary, redirects },
  tenant,
  certificate,
}: Row): HostnameEntry {
  return {
    host,
    kind: kind === 'custom' ? 'custom' : 'subdomain',
    tenant,
    isMain: isPrimary,
    redirects: redirects && !isPrimary,
    certificate: certificate && toCertificate(certificate),
  }
}

function toDangling({ certificate }: Awaited<ReturnType<typeof dangling>>[number]): HostnameEntry {
  const nobodys = { kind: null, tenant: null, isMain: false, redirects: false }
  return { host: certificate.host, ...nobodys, certificate: toCertificate(certificate) }
}

function toCertificate(row: typeof customHostnames.$inferSelect): NonNullable<HostnameEntry['certificate']> {
  const { status, sslStatus, said, records, checkedAt, brokenSince } = row
  return { state: hostnameState(row), status, sslStatus, said, records, checkedAt, brokenSince }
}
