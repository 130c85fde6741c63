import { inArray } from 'drizzle-orm'
import { sessions, type BookingRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { trainersOf } from './trainers-of.ts'

/**
 * Tells whoever looks at the calendars that bookings are in; of a place in a class also those of its second trainer, which
 * takes a round trip where there are classes among them. Never fails.
 */
export async function announceBookings(
  { db, calendar }: TenantContext,
  rows: readonly Pick<BookingRow, 'trainerId' | 'sessionId'>[],
): Promise<void> {
  const ids = [...new Set(rows.flatMap(({ sessionId }) => sessionId ?? []))]
  const given = { trainerId: sessions.trainerId, secondTrainerId: sessions.secondTrainerId }
  // What they do not hear they see at the next glance.
  const classes =
    ids.length === 0
      ? []
      : await db
          .read([db.orm.select(given).from(sessions).where(inArray(sessions.id, ids))])
          .then(([found]) => found)
          .catch(() => [])
  await calendar.announce(trainersOf([...rows, ...classes]))
}
