import { inArray } from 'drizzle-orm'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { bookings } from '../../db/tenant/schema/index.ts'
import type { BookingCommand } from './booking-command.ts'
import type { BookingOutcome } from './booking-outcome.ts'
import { toOutcome } from './commit-bookings.ts'

/**
 * What became of commands whose answer got lost. A row that is there is the answer; one that is not may still be on its
 * way, so it stays `outcome_unknown` and only the same command, sent again, settles it. Throws DatabaseError.
 */
export async function settleBookings(
  db: TenantDatabase,
  commands: readonly BookingCommand[],
): Promise<BookingOutcome[]> {
  const ids = commands.map(({ id }) => id)
  const [rows] = await db.read([db.orm.select().from(bookings).where(inArray(bookings.id, ids))])
  return commands.map((command) => {
    const row = rows.find(({ id }) => id === command.id)
    return row ? toOutcome(command, row) : { ok: false, code: 'outcome_unknown' }
  })
}
