import { bookings, type BookingRow } from '../../db/tenant/schema/index.ts'
import type { TestTenant } from './make-tenant.ts'

/** Every booking of a test's studio, as it is in the database. */
export async function readTenantBookings({ ctx: { db } }: TestTenant): Promise<BookingRow[]> {
  const [rows] = await db.read([db.orm.select().from(bookings)])
  return rows
}
