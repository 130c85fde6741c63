import { eq } from 'drizzle-orm'
import { classSeries, type ClassSeriesRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/** @throws AppError `not_found`; DatabaseError. */
export async function getSeriesRow({ db }: TenantContext, seriesId: string): Promise<ClassSeriesRow> {
  const [[row]] = await db.read([db.orm.select().from(classSeries).where(eq(classSeries.id, seriesId))])
  if (!row) throw new AppError('not_found', 'There is no such series of classes.')
  return row
}
