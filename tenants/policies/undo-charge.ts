import { sql, type SQL } from 'drizzle-orm'

/** The statement that takes back what a no-show cost, once the booking is none any more. What staff waived stays waived. */
export function undoCharge({ bookingId, now }: { bookingId: string; now: number }): SQL {
  return sql`UPDATE charges SET state = 'waived', reason = 'undone', settled_at = ${now}
    WHERE booking_id = ${bookingId} AND kind = 'no_show' AND coalesce(reason, '') <> 'staff'
      AND (SELECT status FROM bookings WHERE id = ${bookingId}) <> 'no_show'`
}
