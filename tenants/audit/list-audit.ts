import { and, desc, eq, gte, like, lt, or } from 'drizzle-orm'
import { z } from 'zod'
import { auditLog, type AuditRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { anId, anInstant } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { readActorNames } from './read-actor-names.ts'

const listAuditInput = z.object({
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

/** A line of the log, with the name of whoever did it, when they have one. */
export type AuditEntry = AuditRow & { actorName: string | null }

/**
 * Who did what, and who looked at whom: newest first, one page, and whether there are more. Everything about a client is what
 * has the client's id for its subject.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`; DatabaseError.
 */
export async function listAudit(
  ctx: TenantContext,
  raw: ListAuditInput = {},
): Promise<{ entries: AuditEntry[]; hasMore: boolean }> {
  requireStaff(ctx, 'staff:view')
  const input = parseInput(listAuditInput, raw)
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm
      .select()
      .from(auditLog)
      .where(and(...conditions(input)))
      .orderBy(desc(auditLog.at), desc(auditLog.id))
      .limit(input.limit + 1),
  ])
  const page = rows.slice(0, input.limit)
  const names = await readActorNames(
    ctx,
    page.map(({ actor }) => actor),
  )
  return {
    entries: page.map((row) => ({ ...row, actorName: names.get(row.actor) ?? null })),
    hasMore: rows.length > input.limit,
  }
}

function conditions({ actor, subjectId, action, from, to, cursor }: z.output<typeof listAuditInput>) {
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
