import { and, eq, gt, inArray } from 'drizzle-orm'
import { importRows } from '../../db/tenant/schema/imports.ts'
import type { TenantContext } from '../context.ts'
import type { Verdict } from './count-rows.ts'
import { findImport, requireImporter } from './find-import.ts'

export type ImportedRowView = Pick<
  typeof importRows.$inferSelect,
  'row' | 'cells' | 'verdict' | 'errors' | 'clientId' | 'doneAt' | 'undoneAt'
>
type RowsQuery = {
  importId: string
  limit: number
  after?: number
  verdicts?: readonly Verdict[] | undefined
}

/**
 * Rows of an import in the file's order, from the one after `after` on; of some verdicts alone when they are named.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function listImportRows(
  ctx: TenantContext,
  { importId, limit, after = 0, verdicts }: RowsQuery,
): Promise<{ rows: ImportedRowView[]; hasMore: boolean }> {
  requireImporter(ctx)
  await findImport(ctx, importId)
  const { row, cells, verdict, errors, clientId, doneAt, undoneAt } = importRows
  const [found] = await ctx.db.read([
    ctx.db.orm
      .select({ row, cells, verdict, errors, clientId, doneAt, undoneAt })
      .from(importRows)
      .where(
        and(
          eq(importRows.importId, importId),
          gt(row, after),
          verdicts ? inArray(verdict, [...verdicts]) : undefined,
        ),
      )
      .orderBy(row)
      .limit(limit + 1),
  ])
  return { rows: found.slice(0, limit), hasMore: found.length > limit }
}
