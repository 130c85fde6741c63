import type { TenantContext } from '../context.ts'
import { bringOn } from './bring-on.ts'
import { findImport, requireImporter, type Import } from './find-import.ts'

/**
 * Goes back to saying which column is what.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `conflict`; DatabaseError.
 */
export async function remapImport(ctx: TenantContext, { importId }: { importId: string }): Promise<Import> {
  requireImporter(ctx)
  return bringOn(ctx, await findImport(ctx, importId), {
    from: ['ready'],
    changes: { state: 'mapping', doneRows: 0 },
  })
}
