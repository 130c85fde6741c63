import { and, eq, not } from 'drizzle-orm'
import { trainers } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { hasUpcoming } from '../staff/list-upcoming.ts'
import { forgetCatalogue } from './get-catalogue.ts'
import { getTrainerDetails } from './get-trainer-details.ts'

/**
 * Takes a trainer (id or slug) out of the way who has nothing more to give. What they gave stays theirs; twice is once. Their
 * login, if they have one, stays: `tenants/staff/remove-staff-member.ts`.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `conflict` (`has_bookings`); DatabaseError.
 */
export async function archiveTrainer(
  ctx: TenantContext,
  { trainerId }: { trainerId: string },
): Promise<void> {
  const actor = requireStaff(ctx, 'services:change')
  const { id, status } = await getTrainerDetails(ctx, trainerId)
  if (status === 'archived') return
  const isArchived = await writeIfChanged(ctx.db, [
    ctx.db.orm
      .update(trainers)
      .set({ status: 'archived', isBookable: false })
      .where(and(eq(trainers.id, id), not(hasUpcoming(id, ctx.now())))),
    insertAudit(ctx, { actor, action: 'trainer.archived', subjectId: id }),
  ])
  forgetCatalogue(ctx)
  if (isArchived) return
  const message = 'They have something to give still: hand it over to somebody else first.'
  throw new AppError('conflict', message, { reason: 'has_bookings' })
}
