import { eq } from 'drizzle-orm'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { sessions } from '../../db/tenant/schema/index.ts'
import type { ChangedSession } from './read-affected.ts'

/**
 * Statements that make sessions what they shall be; the database decides whether their trainers and resources are free.
 * Each steps aside for the next: of those that move later the last is the first.
 */
export function updateSessions({ orm }: TenantDatabase, changes: readonly ChangedSession[], now: number) {
  const isLater = ({ before, after }: ChangedSession) => after.startsAt > before.startsAt
  const inOrder = changes.toSorted((a, b) => a.before.startsAt - b.before.startsAt)
  return [...inOrder.filter(isLater).toReversed(), ...inOrder.filter((one) => !isLater(one))].map(
    ({ after: { id, createdAt: _createdAt, version, ...row } }) =>
      orm
        .update(sessions)
        .set({ ...row, version: version + 1, statusAt: now })
        .where(eq(sessions.id, id)),
  )
}
