import { asc } from 'drizzle-orm'
import { serviceTrainers, trainers, type TrainerRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'

/** A trainer as staff see them: everything that was decided about them, also when they are no longer here. */
export type TrainerDetails = Omit<TrainerRow, 'createdAt'> & { serviceIds: string[] }

/**
 * All trainers in the studio's order, archived ones last: one round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listTrainerDetails(ctx: TenantContext): Promise<TrainerDetails[]> {
  requireStaff(ctx, 'services:view')
  const { orm, read } = ctx.db
  const [rows, gives] = await read([
    orm.select().from(trainers).orderBy(asc(trainers.status), asc(trainers.position), asc(trainers.id)),
    orm.select().from(serviceTrainers),
  ])
  return rows.map(({ createdAt: _createdAt, ...row }) => ({
    ...row,
    serviceIds: gives.filter(({ trainerId }) => trainerId === row.id).map(({ serviceId }) => serviceId),
  }))
}
