import type { TenantContext } from '../context.ts'
import { bringOn } from './bring-on.ts'
import { findImport, requireImporter } from './find-import.ts'

/**
 * Gives an import up before anything is imported; the file and what was read of it go.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `conflict`; DatabaseError.
 */
export async function discardImport(ctx: TenantContext, { importId }: { importId: string }): Promise<void> {
  requireImporter(ctx)
  const found = await findImport(ctx, importId)
  const changes = { state: 'failed', failure: 'discarded', finishedAt: ctx.now() } as const
  await bringOn(ctx, found, { from: ['reading', 'mapping', 'checking', 'ready'], changes })
  await ctx.announce(ctx.now())
}
