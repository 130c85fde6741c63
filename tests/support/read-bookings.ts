import { bookings, type BookingRow } from '../../db/tenant/schema/index.ts'
import type { System } from '../../scripts/local/start-system.ts'

/** Every booking of a studio, straight from its database. */
export async function readBookings({ openTenant }: System, tenantId: string): Promise<BookingRow[]> {
  const { orm, read } = await openTenant(tenantId)
  const [rows] = await read([orm.select().from(bookings)])
  return rows
}
