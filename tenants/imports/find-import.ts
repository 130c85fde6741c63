import { eq, sql, type SQL } from 'drizzle-orm'
import { imports, type ImportRow } from '../../db/tenant/schema/imports.ts'
import { insistOn } from '../access/insist-on.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

export type Import = ImportRow
export type ImportState = ImportRow['state']

/** What goes on by itself. */
export const workingStates = ['reading', 'checking', 'importing', 'undoing'] as const
export const isWorking = (state: ImportState): boolean =>
  (workingStates as readonly ImportState[]).includes(state)

/**
 * Who of the staff is asking, when they may bring in clients: an import shows and changes many at once, so that it takes
 * the right to see all data besides that to change clients.
 *
 * @throws AppError `unauthorized`, `forbidden`.
 */
export function requireImporter(ctx: Pick<TenantContext, 'actor'>): string {
  requireStaff(ctx, 'data:view')
  return requireStaff(ctx, 'clients:change')
}

/** One round trip. @throws AppError `not_found`; DatabaseError. */
export async function findImport({ db }: Pick<TenantContext, 'db'>, importId: string): Promise<Import> {
  const [[found]] = await db.read([db.orm.select().from(imports).where(eq(imports.id, importId))])
  if (!found) throw new AppError('not_found', 'There is no such import.')
  return found
}

type Seen = Pick<Import, 'id' | 'state' | 'doneRows' | 'doneBytes'>

/** For the beginning of a batch: what follows happens only while the import is where it was seen. See `isRefused`. */
export function insistOnProgress(
  { db }: Pick<TenantContext, 'db'>,
  { id, state, doneRows, doneBytes }: Seen,
) {
  const isIt: SQL = sql`EXISTS (SELECT 1 FROM imports WHERE id = ${id} AND state = ${state}
    AND done_rows = ${doneRows} AND done_bytes = ${doneBytes})`
  return insistOn(db, isIt)
}

/** A statement that brings the import on. */
export function setImport(
  { db, now }: Pick<TenantContext, 'db' | 'now'>,
  id: string,
  changes: Partial<Import>,
) {
  return db.orm
    .update(imports)
    .set({ ...changes, workedAt: now() })
    .where(eq(imports.id, id))
}

/** What an import that waits for somebody is not any more, or not yet. */
export function notNow(state: ImportState): AppError {
  return new AppError('conflict', 'This import is at another step by now.', { reason: `import_is_${state}` })
}
