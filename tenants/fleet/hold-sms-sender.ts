import { eq } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { smsSenders } from '../../db/registry/schema/index.ts'

/**
 * Makes a sender the studio's, whose replies it hears from then on; false: it is another studio's already.
 *
 * @throws DatabaseError
 */
export async function holdSmsSender(
  { orm, write }: Registry,
  held: { sender: string; tenantId: string; now: number },
): Promise<boolean> {
  const { sender, tenantId, now: createdAt } = held
  const [, [row]] = await write([
    orm.insert(smsSenders).values({ sender, tenantId, createdAt }).onConflictDoNothing(),
    orm.select({ tenantId: smsSenders.tenantId }).from(smsSenders).where(eq(smsSenders.sender, sender)),
  ])
  return row?.tenantId === tenantId
}
