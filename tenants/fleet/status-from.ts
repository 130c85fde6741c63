import { inArray, sql, type SQL } from 'drizzle-orm'
import { isDatabaseError } from '../../db/database-error.ts'
import { tenants, type tenantStatuses } from '../../db/registry/schema/index.ts'
import { AppError } from '../errors.ts'

type TenantStatus = (typeof tenantStatuses)[number]

/**
 * A studio's next status, for an update: in a batch that comes upon another one than it may follow, everything fails (a status
 * may not be empty). Put what belongs to the change into the same batch, and the batch into `changingStatus`.
 */
export function statusFrom(before: readonly TenantStatus[], next: TenantStatus): SQL<TenantStatus> {
  return sql`CASE WHEN ${inArray(tenants.status, [...before])} THEN ${next} END`
}

/** Says in our words what a batch with `statusFrom` failed of. @throws AppError `conflict` */
export async function changingStatus<Result>(batch: Promise<Result>): Promise<Result> {
  try {
    return await batch
  } catch (error) {
    if (isDatabaseError(error, 'constraint') && error.message.includes('tenants.status')) {
      throw new AppError('conflict', 'The studio is in another state by now: look again.')
    }
    throw error
  }
}
