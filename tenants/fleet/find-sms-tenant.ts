import { inArray } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { smsSenders } from '../../db/registry/schema/index.ts'

/** Whose sender a text message was written to: a number, or a messaging service; null: nobody's. @throws DatabaseError */
export async function findSmsTenant({ orm, read }: Registry, senders: string[]): Promise<string | null> {
  const [rows] = await read([
    orm.select({ tenantId: smsSenders.tenantId }).from(smsSenders).where(inArray(smsSenders.sender, senders)),
  ])
  return rows[0]?.tenantId ?? null
}
