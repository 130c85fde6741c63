import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import type { BookingOutcome } from './booking-outcome.ts'
import { readBack, toOutcomes, type Commands } from './commit-bookings.ts'

/**
 * What became of commands whose answer got lost. A row that is there is the answer; one that is not may still be on its
 * way, so it stays `outcome_unknown` and only the same command, sent again, settles it. Throws DatabaseError.
 */
export async function settleBookings(db: TenantDatabase, commands: Commands): Promise<BookingOutcome[]> {
  const [rows, events, kept] = await db.read(readBack(db, commands))
  return toOutcomes(commands, { rows, events, kept }).map((outcome) =>
    outcome.ok || outcome.code === 'idempotency_key_reused'
      ? outcome
      : { ok: false, code: 'outcome_unknown' },
  )
}
