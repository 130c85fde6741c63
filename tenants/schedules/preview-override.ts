import type { TenantContext } from '../context.ts'
import type { Affected } from './list-affected.ts'
import { listTouched } from './list-touched.ts'
import { readOverride, type OverrideInput } from './override-input.ts'

/**
 * What dates that differ would be in the way of (`createOverride`). Nothing is written.
 *
 * @throws AppError as `createOverride`.
 */
export async function previewOverride(ctx: TenantContext, raw: OverrideInput): Promise<Affected> {
  const { override, references } = await readOverride(ctx, raw)
  return listTouched(ctx, references, override)
}
