import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { bringOn } from './bring-on.ts'
import { findImport, requireImporter, type Import } from './find-import.ts'

/**
 * Has the rows become clients, as was shown.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `conflict`; DatabaseError.
 */
export async function confirmImport(ctx: TenantContext, { importId }: { importId: string }): Promise<Import> {
  const actor = requireImporter(ctx)
  const statements = [insertAudit(ctx, { actor, action: 'import.start', subjectId: importId })]
  const changes = { state: 'importing', doneRows: 0, author: actor } as const
  return bringOn(ctx, await findImport(ctx, importId), { from: ['ready'], changes, statements })
}
