import { and, eq, sql } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { hostnames } from '../../db/registry/schema/index.ts'

/** Makes one of a studio's names the one in links; false: it is not theirs. @throws DatabaseError */
export async function makeMainHost(
  { orm, write }: Registry,
  { tenantId, host }: { tenantId: string; host: string },
): Promise<boolean> {
  const isTheirs = eq(hostnames.tenantId, tenantId)
  const theirs = orm.select({ host: hostnames.host }).from(hostnames).where(isTheirs)
  const [changed] = await write([
    orm
      .update(hostnames)
      .set({ isPrimary: sql`${hostnames.host} = ${host}` })
      .where(and(isTheirs, sql`${host} IN ${theirs}`))
      .returning({ host: hostnames.host }),
  ])
  return changed.length > 0
}
