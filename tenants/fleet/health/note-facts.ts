import { sql } from 'drizzle-orm'
import type { Registry } from '../../../db/registry/open-registry.ts'
import { tenantFacts, tenantUsage } from '../../../db/registry/schema/index.ts'
import { BoundedMap } from '../../bounded-map.ts'
import type { TenantContext } from '../../context.ts'
import { hours } from '../../durations.ts'
import { readFacts } from './read-facts.ts'

/** A studio's facts are read anew after this time, by each process that visits it. */
const READ_EVERY_MS = hours(3)

/** When this process last looked at a studio. */
export type FactsMemory = BoundedMap<string, number>

export function makeFactsMemory(): FactsMemory {
  return new BoundedMap(10_000)
}

/** Writes down what there is in a studio, now and then: for operators, beside the work of a visit. @throws DatabaseError */
export async function noteFacts(ctx: TenantContext, registry: Registry, memory: FactsMemory): Promise<void> {
  const { id: tenantId } = ctx.tenant
  const now = ctx.now()
  if (now - (memory.get(tenantId) ?? 0) < READ_EVERY_MS) return
  memory.set(tenantId, now)
  const { fileBytes, databaseBytes, ...facts } = await readFacts(ctx)
  const dayOn = new Date(now).toISOString().slice(0, 10)
  const { orm, write } = registry
  await write([
    orm
      .insert(tenantFacts)
      .values({ tenantId, ...facts, databaseBytes, at: now })
      .onConflictDoUpdate({
        target: tenantFacts.tenantId,
        // What its host said stays where its database says nothing.
        set: {
          ...facts,
          at: now,
          databaseBytes: sql`ifnull(excluded.database_bytes, ${tenantFacts.databaseBytes})`,
        },
      }),
    orm
      .insert(tenantUsage)
      .values({ dayOn, tenantId, fileBytes })
      .onConflictDoUpdate({ target: [tenantUsage.dayOn, tenantUsage.tenantId], set: { fileBytes } }),
  ])
}
