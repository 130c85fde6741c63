import { eq } from 'drizzle-orm'
import { trainers } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'

type Choice = { trainerId: string; isBookable: boolean }

/**
 * Takes a trainer off the site, so that nothing new is booked with them, or puts them back. What is booked stays.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function setTrainerBookable(
  ctx: TenantContext,
  { trainerId, isBookable }: Choice,
): Promise<void> {
  const actor = requireStaff(ctx, 'availability:change')
  const { orm } = ctx.db
  const isThere = await writeIfChanged(ctx.db, [
    orm.update(trainers).set({ isBookable }).where(eq(trainers.id, trainerId)),
    insertAudit(ctx, { actor, action: 'trainer.changed', subjectId: trainerId, after: { isBookable } }),
  ])
  forgetCatalogue(ctx)
  if (!isThere) throw new AppError('not_found', 'There is no such trainer.')
}
