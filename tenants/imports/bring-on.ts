import type { Statement } from '../access/access-context.ts'
import { isRefused } from '../access/insist-on.ts'
import type { TenantContext } from '../context.ts'
import {
  findImport,
  insistOnProgress,
  notNow,
  setImport,
  type Import,
  type ImportState,
} from './find-import.ts'
import { goOn } from './start-import.ts'

type Step = {
  /** Where it has to be for it. */
  from: readonly ImportState[]
  changes: Partial<Import>
  statements?: Statement[]
}

/**
 * Brings an import that waits for somebody on, once: whoever comes second is told.
 *
 * @throws AppError `conflict`, with where it is by now as the reason; DatabaseError.
 */
export async function bringOn(
  ctx: TenantContext,
  found: Import,
  { from, changes, statements = [] }: Step,
): Promise<Import> {
  if (!from.includes(found.state)) throw notNow(found.state)
  try {
    await ctx.db.write([insistOnProgress(ctx, found), ...statements, setImport(ctx, found.id, changes)])
  } catch (error) {
    if (!isRefused(error)) throw error
    throw notNow((await findImport(ctx, found.id)).state)
  }
  await goOn(ctx, found.id)
  return { ...found, ...changes }
}
