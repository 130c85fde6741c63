import { and, eq, gte, like, lt, or } from 'drizzle-orm'
import { z } from 'zod'
import { auditLog } from '../../db/tenant/schema/index.ts'
import { anId, anInstant } from '../input-parts.ts'

/** Which lines of a log are wanted, and which page of them: of a studio's, or of the platform's own. */
export const listAuditInput = z.object({
  /** As the log writes it, `staff:usr_…`, or only the id. */
  actor: z
    .string()
    .regex(/^[a-z]+(:[a-z]+_\w+|_\w+)?$/)
    .max(100)
    .nullish(),
  subjectId: anId.nullish(),
  /** `staff.removed`, or `staff` for all that begin so. */
  action: z
    .string()
    .regex(/^[a-z0-9_]+(\.[a-z0-9_]+)*$/)
    .max(60)
    .nullish(),
  /** In `[from, to)`. */
  from: anInstant.nullish(),
  to: anInstant.nullish(),
  limit: z.int().min(1).max(100).default(50),
  /** The last line of the page before. */
  cursor: z.object({ at: anInstant, id: anId }).nullish(),
})
export type ListAuditInput = z.input<typeof listAuditInput>

/** The same for a query of `auditLog`, which has to be the newest first. */
export function auditConditions({
  actor,
  subjectId,
  action,
  from,
  to,
  cursor,
}: z.output<typeof listAuditInput>) {
  const { at, id } = auditLog
  return [
    actor ? byActor(actor) : undefined,
    subjectId ? eq(auditLog.subjectId, subjectId) : undefined,
    // No wildcard can be in it, but for the underscore, which only finds more of the same length.
    action ? or(eq(auditLog.action, action), like(auditLog.action, `${action}.%`)) : undefined,
    typeof from === 'number' ? gte(at, from) : undefined,
    typeof to === 'number' ? lt(at, to) : undefined,
    cursor ? or(lt(at, cursor.at), and(eq(at, cursor.at), lt(id, cursor.id))) : undefined,
  ]
}

function byActor(actor: string) {
  if (actor.includes(':') || !actor.includes('_')) return eq(auditLog.actor, actor)
  return or(...['staff', 'client', 'operator'].map((kind) => eq(auditLog.actor, `${kind}:${actor}`)))
}
