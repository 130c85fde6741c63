import { sql, type SQL } from 'drizzle-orm'
import type { References } from '../studio/read-references.ts'

/** The statement that makes room in the order: whoever is there, or after it, moves on by one. */
export function makeRoom({ position, policyId }: { position: number; policyId: string }): SQL {
  return sql`UPDATE policies SET position = position + 1 WHERE position >= ${position} AND id <> ${policyId}
    AND EXISTS (SELECT 1 FROM policies AS there WHERE there.position = ${position} AND there.id <> ${policyId})`
}

type Conditions = { serviceIds: string[]; clientGroupIds: string[] }

/** The ids of what the conditions name. Throws AppError `invalid_input` for what is not there. */
export function resolveConditions(references: References, { serviceIds, clientGroupIds }: Conditions) {
  return {
    serviceIds: serviceIds.map((id, index) => references.service(id, `serviceIds.${index}`).id),
    clientGroupIds: clientGroupIds.map(
      (id, index) => references.clientGroup(id, `clientGroupIds.${index}`).id,
    ),
  }
}
