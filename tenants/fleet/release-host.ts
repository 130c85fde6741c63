import { and, eq, sql } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { hostnames } from '../../db/registry/schema/index.ts'

/**
 * Takes a domain of its own from a studio; where it was the main name, the one on the platform is again. Nothing happens
 * to a name that is somebody else's, or on the platform.
 *
 * @throws DatabaseError
 */
export async function releaseHost(
  { orm, write }: Registry,
  { tenantId, host }: { tenantId: string; host: string },
): Promise<void> {
  const isTheirs = eq(hostnames.tenantId, tenantId)
  const mains = orm
    .select({ host: hostnames.host })
    .from(hostnames)
    .where(and(isTheirs, eq(hostnames.isPrimary, true)))
  const given = orm
    .select({ host: sql`min(${hostnames.host})` })
    .from(hostnames)
    .where(and(isTheirs, eq(hostnames.kind, 'subdomain')))
  await write([
    orm.delete(hostnames).where(and(eq(hostnames.host, host), isTheirs, eq(hostnames.kind, 'custom'))),
    orm
      .update(hostnames)
      .set({ isPrimary: true })
      .where(and(isTheirs, sql`NOT EXISTS ${mains}`, sql`${hostnames.host} = ${given}`)),
  ])
}
