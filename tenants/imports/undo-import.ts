import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { bringOn } from './bring-on.ts'
import { findImport, requireImporter, type Import } from './find-import.ts'

/**
 * Undoes a whole import, as far as nothing has happened since.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `conflict`; DatabaseError.
 */
export async function undoImport(ctx: TenantContext, { importId }: { importId: string }): Promise<Import> {
  const actor = requireImporter(ctx)
  const statements = [insertAudit(ctx, { actor, action: 'import.undo', subjectId: importId })]
  const changes = { state: 'undoing', doneRows: 0, author: actor, finishedAt: null } as const
  return bringOn(ctx, await findImport(ctx, importId), { from: ['done'], changes, statements })
}
