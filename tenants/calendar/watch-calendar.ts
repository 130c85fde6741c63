import { eq, or } from 'drizzle-orm'
import { trainers } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/** In place of a trainer's id: whoever looks at everybody's calendar at once. */
export const WHOLE_STUDIO = 'studio'

/**
 * Whose changes somebody may hear of: a trainer named by id or slug, else the whole studio's, and for a trainer their own.
 * Resolves with the trainer's id, or `WHOLE_STUDIO`.
 *
 * @throws AppError `unauthorized`, `forbidden`; `not_found` for an unknown trainer, and for a trainer who asks for somebody
 * else; DatabaseError.
 */
export async function watchCalendar(ctx: TenantContext, idOrSlug: string | null): Promise<string> {
  const { onlyTrainerId } = requireReach(ctx, 'calendar:view')
  if (idOrSlug === null) return onlyTrainerId ?? WHOLE_STUDIO
  const { orm, read } = ctx.db
  const [[found]] = await read([
    orm
      .select({ id: trainers.id })
      .from(trainers)
      .where(or(eq(trainers.id, idOrSlug), eq(trainers.slug, idOrSlug))),
  ])
  const isTheirs = onlyTrainerId === null || found?.id === onlyTrainerId
  if (!found || !isTheirs) throw new AppError('not_found', 'There is no such trainer.')
  return found.id
}
