import { z } from 'zod'
import { services } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { anId } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue } from './get-catalogue.ts'
import { toOrder } from './write-order.ts'

const orderInput = z.object({ serviceIds: z.array(anId).min(1).max(1_000) })

/**
 * Puts services in this order, on the site and everywhere; those not named come after.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`; DatabaseError.
 */
export async function orderServices(ctx: TenantContext, raw: z.input<typeof orderInput>): Promise<void> {
  const actor = requireStaff(ctx, 'services:change')
  const { serviceIds } = parseInput(orderInput, raw)
  await ctx.db.write([
    ctx.db.orm.run(toOrder(services, serviceIds)),
    insertAudit(ctx, { actor, action: 'service.ordered', subjectId: 'studio', after: { order: serviceIds } }),
  ])
  forgetCatalogue(ctx)
}
