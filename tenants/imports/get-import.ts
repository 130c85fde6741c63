import type { TenantContext } from '../context.ts'
import { selectCounts, toCounts, type Counts } from './count-rows.ts'
import { findImport, requireImporter, type Import } from './find-import.ts'

export type CountedImport = Import & { counts: Counts }

/**
 * One import, how far it has come, and how many rows come to what.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function getImport(
  ctx: TenantContext,
  { importId }: { importId: string },
): Promise<CountedImport> {
  requireImporter(ctx)
  const found = await findImport(ctx, importId)
  const [counts] = await ctx.db.read([selectCounts(ctx.db, importId)])
  return { ...found, counts: toCounts(counts) }
}
