import { and, eq } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { smsSenders } from '../../db/registry/schema/index.ts'

/** Makes a sender of the studio nobody's; another studio keeps its own. @throws DatabaseError */
export async function releaseSmsSender(
  { orm, write }: Registry,
  { sender, tenantId }: { sender: string; tenantId: string },
): Promise<void> {
  await write([
    orm.delete(smsSenders).where(and(eq(smsSenders.sender, sender), eq(smsSenders.tenantId, tenantId))),
  ])
}
