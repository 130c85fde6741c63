import { sql } from 'drizzle-orm'
import type { TestTenant } from './make-tenant.ts'

const TABLES = [
  'audit_log',
  'availability_overrides',
  'availability_rules',
  'booking_events',
  'bookings',
  'charges',
  'class_series',
  'client_groups',
  'client_notes',
  'clients',
  'holds',
  'messages',
  'sessions',
  'time_off',
  'waitlist_entries',
]

/** Everything that rights are about, to compare: what is refused changes nothing of it. */
export async function readState({ ctx: { db } }: Pick<TestTenant, 'ctx'>): Promise<unknown[]> {
  const [first = '', ...others] = TABLES
  const select = (table: string) => db.orm.all(sql`SELECT * FROM ${sql.identifier(table)} ORDER BY id`)
  return db.read([select(first), ...others.map(select)])
}
