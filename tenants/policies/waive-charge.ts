import { z } from 'zod'
import { requireStaff } from '../access/require-staff.ts'
import { findManaged } from '../bookings/find-managed.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { line } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { listCharges, type Charge } from './list-charges.ts'
import { waiveCharges } from './waive-charges.ts'

const waiveInput = z.object({ reason: line(300) })

/**
 * Staff forgive a late cancellation or a no-show: nothing is owed for it, and it no longer counts against the client. Again
 * changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`; `invalid_input`; `not_found`; `not_allowed` (`nothing_owed`); DatabaseError.
 */
export async function waiveCharge(
  ctx: TenantContext,
  { bookingId, ...raw }: { bookingId: string } & z.input<typeof waiveInput>,
): Promise<Charge[]> {
  const actor = requireStaff(ctx, 'money:change')
  const { reason } = parseInput(waiveInput, raw)
  const { row } = await findManaged(ctx, { bookingId }, 'money:change')
  if (row.status !== 'no_show' && row.cancelKind !== 'late') {
    const sentence = 'It was neither cancelled late nor a no-show.'
    throw new AppError('not_allowed', sentence, { reason: 'nothing_owed' })
  }
  const { db } = ctx
  const statements = waiveCharges({ ids: [bookingId], actor, reason, now: ctx.now() })
  const [first, ...others] = statements
  await db.write([db.orm.run(first), ...others.map((statement) => db.orm.run(statement))])
  return listCharges(ctx, { bookingId })
}
