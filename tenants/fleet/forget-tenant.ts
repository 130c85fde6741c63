import { eq } from 'drizzle-orm'
import { hostnames } from '../../db/registry/schema/index.ts'
import type { FleetContext } from './fleet-context.ts'

/** After a change of what its hosts say of a studio: all of them are asked for anew. @throws DatabaseError */
export async function forgetTenant(
  { registry, forgetHosts }: Pick<FleetContext, 'registry' | 'forgetHosts'>,
  tenantId: string,
): Promise<void> {
  const { orm, read } = registry
  const [rows] = await read([
    orm.select({ host: hostnames.host }).from(hostnames).where(eq(hostnames.tenantId, tenantId)),
  ])
  await forgetHosts(rows.map(({ host }) => host))
}
