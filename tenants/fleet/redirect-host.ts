import { and, eq } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { hostnames } from '../../db/registry/schema/index.ts'

type Wish = { tenantId: string; host: string; redirects: boolean }

/** Has whoever comes by that name sent to the studio's main one, or served there; false: it is not theirs. @throws DatabaseError */
export async function redirectHost(
  { orm, write }: Registry,
  { tenantId, host, redirects }: Wish,
): Promise<boolean> {
  const [changed] = await write([
    orm
      .update(hostnames)
      .set({ redirects })
      .where(and(eq(hostnames.host, host), eq(hostnames.tenantId, tenantId)))
      .returning({ host: hostnames.host }),
  ])
  return changed.length > 0
}
