import { sql, type SQL } from 'drizzle-orm'
import { among } from '../bookings/transition.ts'
import { isOffence } from './offences.ts'

type Waiver = { ids: readonly string[]; actor: string; reason: string; now: number }

/**
 * The statements by which staff forgive: nothing is owed for these bookings, and they no longer count against the client,
 * also where the policy asked for nothing. Why is in the audit log; the history says that it happened. Again is nothing.
 */
export function waiveCharges({ ids, actor, reason, now }: Waiver): [SQL, SQL, SQL, SQL] {
  const forgiven = sql`${among(ids)} AND (cancel_kind = 'late' OR status = 'no_show')`
  return [
    sql`INSERT INTO booking_events (id, booking_id, kind, actor, at)
      SELECT 'evt_' || substr(id, 5) || '_' || version || '_waived', id, 'charge_waived', ${actor}, ${now}
      FROM bookings WHERE ${among(ids)} AND ${isOffence('bookings')}
      ON CONFLICT DO NOTHING`,
    sql`INSERT INTO audit_log (id, at, actor, action, subject_id, reason)
      SELECT 'aud_' || substr(id, 5) || '_' || version || '_waived', ${now}, ${actor}, 'charge.waive', id, ${reason}
      FROM bookings WHERE ${among(ids)} AND ${isOffence('bookings')}
      ON CONFLICT DO NOTHING`,
    sql`UPDATE charges SET state = 'waived', reason = 'staff', settled_at = ${now}
      WHERE booking_id IN (SELECT id FROM bookings WHERE ${forgiven})`,
    sql`INSERT INTO charges (id, booking_id, kind, amount_minor, currency, loses_credit, state, reason, created_at, settled_at)
      SELECT 'chg_' || substr(id, 5) || '_' || kind, id, kind, 0, currency, 0, 'waived', 'staff', ${now}, ${now}
      FROM (SELECT *, iif(status = 'no_show', 'no_show', 'late_cancel') AS kind FROM bookings WHERE ${forgiven})
      WHERE true ON CONFLICT DO NOTHING`,
  ]
}
