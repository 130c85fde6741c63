import { and, desc, eq, lt, or } from 'drizzle-orm'
import { imports } from '../../db/tenant/schema/imports.ts'
import type { TenantContext } from '../context.ts'
import { findImport, requireImporter, type Import } from './find-import.ts'

type ListQuery = { limit: number; after?: string | null | undefined }

/**
 * The imports of the studio, the newest first; `after` is the id of the last one that was seen.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function listImports(
  ctx: TenantContext,
  { limit, after }: ListQuery,
): Promise<{ imports: Import[]; hasMore: boolean }> {
  requireImporter(ctx)
  const last = after ? await findImport(ctx, after) : null
  const isAfter = last
    ? or(
        lt(imports.createdAt, last.createdAt),
        and(eq(imports.createdAt, last.createdAt), lt(imports.id, last.id)),
      )
    : undefined
  const [found] = await ctx.db.read([
    ctx.db.orm
      .select()
      .from(imports)
      .where(isAfter)
      .orderBy(desc(imports.createdAt), desc(imports.id))
      .limit(limit + 1),
  ])
  return { imports: found.slice(0, limit), hasMore: found.length > limit }
}
