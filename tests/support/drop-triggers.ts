import { sql } from 'drizzle-orm'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'

/** What refuses in a studio's database, by itself, whatever the guard says. */
const refusing = [
  'occupancies_no_overlap',
  'occupancies_no_overbooking',
  'bookings_no_overbooking_on_insert',
  'bookings_no_overbooking_on_update',
  'holds_no_overbooking',
  'holds_no_overbooking_on_update',
]

/** Takes the triggers away, so that the guard has to decide alone. */
export async function dropTriggers(db: Pick<TenantDatabase, 'orm' | 'write'>): Promise<void> {
  const statements = refusing.map((name) => db.orm.run(sql.raw(`DROP TRIGGER ${name}`)))
  await db.write([db.orm.run(sql`SELECT 1`), ...statements])
}
