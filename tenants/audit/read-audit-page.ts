import { and, desc } from 'drizzle-orm'
import { auditLog, type AuditRow } from '../../db/tenant/schema/index.ts'
import type { AccessDatabase } from '../access/access-context.ts'
import { parseInput } from '../parse-input.ts'
import { auditConditions, listAuditInput, type ListAuditInput } from './audit-filter.ts'

/**
 * One page of a log, a studio's or the platform's, the newest first, and whether there are more.
 *
 * @throws AppError `invalid_input`; DatabaseError.
 */
export async function readAuditPage(
  { orm, read }: AccessDatabase,
  raw: ListAuditInput,
): Promise<{ page: AuditRow[]; hasMore: boolean }> {
  const input = parseInput(listAuditInput, raw)
  const [rows] = await read([
    orm
      .select()
      .from(auditLog)
      .where(and(...auditConditions(input)))
      .orderBy(desc(auditLog.at), desc(auditLog.id))
      .limit(input.limit + 1),
  ])
  return { page: rows.slice(0, input.limit), hasMore: rows.length > input.limit }
}
