import { asc, eq } from 'drizzle-orm'
import { charges, type ChargeRow } from '../../db/tenant/schema/index.ts'
import { findManaged, type ManagedRef } from '../bookings/find-managed.ts'
import type { TenantContext } from '../context.ts'

export { chargeKinds, chargeStates } from '../../db/tenant/schema/index.ts'

/** What a booking not kept costs, or would have. Money in minor units of `currency`, instants in ms. */
export type Charge = Omit<ChargeRow, 'bookingId'>

/**
 * What is owed for a booking, for its client, whoever holds its manage link, or staff.
 *
 * @throws AppError `not_found`, `forbidden`; DatabaseError.
 */
export async function listCharges(ctx: TenantContext, ref: ManagedRef): Promise<Charge[]> {
  await findManaged(ctx, ref, 'money:view')
  const { db } = ctx
  const [rows] = await db.read([
    db.orm.select().from(charges).where(eq(charges.bookingId, ref.bookingId)).orderBy(asc(charges.createdAt)),
  ])
  return rows.map(({ bookingId: _bookingId, ...charge }) => charge)
}
