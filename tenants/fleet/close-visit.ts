import { and, eq, isNull } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { supportVisits } from '../../db/registry/schema/index.ts'
import type { RegistryStatement } from './jobs/job-definition.ts'

type Closing = {
  visitId: string
  now: number
  /** What is written in the same batch. */
  statements?: readonly RegistryStatement[]
}

/** Notes in the registry that a visit to a studio has ended: its cookie opens nothing from then on. @throws DatabaseError */
export async function closeVisit(
  { orm, write }: Registry,
  { visitId, now, statements = [] }: Closing,
): Promise<void> {
  const { id, endedAt } = supportVisits
  await write([
    orm
      .update(supportVisits)
      .set({ endedAt: now })
      .where(and(eq(id, visitId), isNull(endedAt))),
    ...statements,
  ])
}
