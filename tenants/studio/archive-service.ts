import { and, eq, exists, gt, ne, not } from 'drizzle-orm'
import { classSeries, services, sessions } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { forgetCatalogue } from './get-catalogue.ts'
import { getServiceDetails } from './get-service-details.ts'

/**
 * Takes a service (id or slug) off sale. What is booked stays, and can be cancelled; twice is once.
 *
 * @throws AppError `unauthorized`, `not_found`, `conflict` (`in_use`) while classes of it are to come.
 */
export async function archiveService(
  ctx: TenantContext,
  { serviceId }: { serviceId: string },
): Promise<void> {
  const actor = requireStaff(ctx, 'services:change')
  const { id, status } = await getServiceDetails(ctx, serviceId)
  if (status === 'archived') return
  const { orm } = ctx.db
  const comesBack = orm
    .select({ id: classSeries.id })
    .from(classSeries)
    .where(and(eq(classSeries.serviceId, id), eq(classSeries.status, 'active')))
  const isToCome = orm
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.serviceId, id), ne(sessions.status, 'cancelled'), gt(sessions.endsAt, ctx.now())))
  const isArchived = await writeIfChanged(ctx.db, [
    orm
      .update(services)
      .set({ status: 'archived' })
      .where(and(eq(services.id, id), not(exists(comesBack)), not(exists(isToCome)))),
    insertAudit(ctx, { actor, action: 'service.archived', subjectId: id }),
  ])
  forgetCatalogue(ctx)
  if (isArchived) return
  throw new AppError('conflict', 'Classes of it are to come: end the series or cancel the sessions first.', {
    reason: 'in_use',
  })
}
