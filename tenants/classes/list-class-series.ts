import { and, asc, eq, or } from 'drizzle-orm'
import { classSeries, type ClassSeriesRow } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { getService } from '../studio/get-service.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import type { ClassSeries } from './get-class-series.ts'

type Query = {
  /** Ids or slugs. */
  serviceId?: string | null | undefined
  trainerId?: string | null | undefined
  status?: ClassSeriesRow['status'] | null | undefined
}

/**
 * The studio's classes that come back, in the order in which they were made. For staff, for a trainer those that they
 * give, first or second.
 *
 * @throws AppError `unauthorized`, `forbidden`; `not_found` for an unknown service or trainer; DatabaseError.
 */
export async function listClassSeries(ctx: TenantContext, query: Query): Promise<ClassSeries[]> {
  const { onlyTrainerId } = requireReach(ctx, 'calendar:view')
  const { serviceId, trainerId, status } = query
  const catalogue = await getCatalogue(ctx)
  const [rows] = await ctx.db.read([
    ctx.db.orm
      .select()
      .from(classSeries)
      .where(
        and(
          serviceId ? eq(classSeries.serviceId, getService(catalogue, serviceId).id) : undefined,
          trainerId ? eq(classSeries.trainerId, getTrainer(catalogue, trainerId).id) : undefined,
          status ? eq(classSeries.status, status) : undefined,
          onlyTrainerId === null
            ? undefined
            : or(eq(classSeries.trainerId, onlyTrainerId), eq(classSeries.secondTrainerId, onlyTrainerId)),
        ),
      )
      .orderBy(asc(classSeries.createdAt), asc(classSeries.id)),
  ])
  return rows
}
