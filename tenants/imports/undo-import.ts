import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { bringOn } from './bring-on.ts'
import { findImport, requireImporter, type Import } from './find-import.ts'
import { KEPT_MS } from './forget-imports.ts'

/**
 * Undoes a whole import, as far as nothing has happened since, while it is kept what its rows did (`KEPT_MS`).
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `conflict` (also `too_late`); DatabaseError.
 */
export async function undoImport(ctx: TenantContext, { importId }: { importId: string }): Promise<Import> {
  const actor = requireImporter(ctx)
  const statements = [insertAudit(ctx, { actor, action: 'import.undo', subjectId: importId })]
  const changes = { state: 'undoing', doneRows: 0, author: actor, finishedAt: null } as const
  const found = await findImport(ctx, importId)
  if (found.state === 'done' && (found.finishedAt ?? 0) + KEPT_MS <= ctx.now()) {
    throw new AppError('conflict', 'An import can be undone for 30 days.', { reason: 'too_late' })
  }
  return bringOn(ctx, found, { from: ['done'], changes, statements })
}
