import { isDatabaseError } from '../../db/database-error.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { withinPlan } from '../plans/plan-limit.ts'
import { forgetCatalogue } from './get-catalogue.ts'

type Slugged = { table: 'services' | 'trainers'; message: string }

/**
 * Carries out what changes something with an address on the site, in one transaction.
 *
 * @throws AppError `conflict` (`slug_taken`), `not_allowed` (`plan_limit`)
 */
export async function writeSlugged(
  ctx: TenantContext,
  { table, message }: Slugged,
  statements: Parameters<TenantContext['db']['write']>[0],
): Promise<void> {
  try {
    await withinPlan(() => ctx.db.write(statements))
  } catch (cause) {
    if (!isDatabaseError(cause, 'constraint') || !cause.message.includes(`${table}.slug`)) throw cause
    const errors = [{ path: 'slug', message, code: 'slug_taken' }]
    throw new AppError('conflict', message, { reason: 'slug_taken', errors })
  } finally {
    forgetCatalogue(ctx)
  }
}
