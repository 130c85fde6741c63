import type { TenantContext } from '../context.ts'
import type { Affected } from './list-affected.ts'
import { listAway, readTimeOff } from './read-time-off.ts'
import type { TimeOffInput } from './time-off-input.ts'

/**
 * What an absence would be in the way of (`createTimeOff`). Nothing is written.
 *
 * @throws AppError as `createTimeOff`.
 */
export async function previewTimeOff(ctx: TenantContext, raw: TimeOffInput): Promise<Affected> {
  const { trainer, during } = await readTimeOff(ctx, raw)
  return listAway(ctx, { trainerId: trainer.id, ...during })
}
