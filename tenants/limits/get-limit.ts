import type { BookingLimitRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { listLimits } from './list-limits.ts'

/** @throws AppError `unauthorized`, `not_found` */
export async function getLimit(
  ctx: TenantContext,
  { limitId }: { limitId: string },
): Promise<BookingLimitRow> {
  const limit = (await listLimits(ctx)).find(({ id }) => id === limitId)
  if (!limit) throw new AppError('not_found', 'There is no such limit.')
  return limit
}
