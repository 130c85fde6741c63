import { requireFor, requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { readReferences } from '../studio/read-references.ts'
import { readWeek, type Week } from './read-week.ts'

/**
 * The weekly hours and breaks of a trainer (id or slug), all at once; a trainer asks for their own.
 *
 * @throws AppError `unauthorized`, `forbidden`; `invalid_input` for nobody who is here.
 */
export async function getWeek(ctx: TenantContext, { trainerId }: { trainerId: string }): Promise<Week> {
  requireReach(ctx, 'availability:view')
  const { id } = (await readReferences(ctx)).trainer(trainerId)
  requireFor(ctx, 'availability:view', [id])
  return readWeek(ctx, id)
}
