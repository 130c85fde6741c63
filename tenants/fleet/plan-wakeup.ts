import { sql } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { wakeups } from '../../db/registry/schema/index.ts'

/**
 * Notes that a studio has something to do or send at `dueAt` (ms). The sooner of two times stays.
 *
 * @throws DatabaseError
 */
export async function planWakeup(
  { orm, write }: Registry,
  { tenantId, dueAt }: { tenantId: string; dueAt: number },
): Promise<void> {
  await write([
    orm
      .insert(wakeups)
      .values({ tenantId, dueAt })
      .onConflictDoUpdate({
        target: wakeups.tenantId,
        // Always another value, so that whoever is just settling this studio sees that something came in meanwhile.
        set: { dueAt: sql`min(${wakeups.dueAt} - 1, excluded.due_at)` },
      }),
  ])
}
