import { sql, type SQL } from 'drizzle-orm'
import { isOffence, offenceAt, offenceGroup } from './offences.ts'
import type { PlannedCharge } from './plan-charge.ts'

/**
 * The statement that writes what is owed for those of the bookings that were in fact cancelled too late, or not come for:
 * to run in the batch that marks them, after it. Each is charged once for each kind; one that was taken back, as the
 * client had come after all, counts again when it is marked again.
 */
export function insertCharges(planned: readonly PlannedCharge[], now: number): SQL {
  const state = sql`CASE WHEN ${isWithinGrace} THEN 'waived'
    WHEN plan.value ->> '$.canBeRefilled' AND bookings.starts_at > ${now} THEN 'pending' ELSE 'owed' END`
  return sql`INSERT INTO charges (id, booking_id, kind, amount_minor, currency, loses_credit, state, reason, created_at, settled_at)
    SELECT 'chg_' || substr(id, 5) || '_' || kind, id, kind, amount_minor, currency, loses_credit, state,
      iif(state = 'waived', 'grace', NULL), ${now}, iif(state = 'pending', NULL, ${now})
    FROM (
      SELECT bookings.id, bookings.currency, plan.value ->> '$.kind' AS kind, plan.value ->> '$.amountMinor' AS amount_minor,
        plan.value ->> '$.losesCredit' AS loses_credit, ${state} AS state
      FROM json_each(${JSON.stringify(planned)}) AS plan
      JOIN bookings ON bookings.id = plan.value ->> '$.bookingId'
        AND CASE plan.value ->> '$.kind' WHEN 'no_show' THEN bookings.status = 'no_show' ELSE bookings.cancel_kind = 'late' END)
    WHERE true
    ON CONFLICT (booking_id, kind) DO UPDATE SET state = excluded.state, reason = excluded.reason,
      amount_minor = excluded.amount_minor, loses_credit = excluded.loses_credit, settled_at = excluded.settled_at
    WHERE charges.reason = 'undone'`
}

/** Whether fewer than the policy forgives came before, within its days, under the same policy. */
const isWithinGrace = sql`plan.value ->> '$.graceCount' > (
  SELECT count(DISTINCT ${offenceGroup('other')}) FROM bookings AS other
  WHERE other.client_id = bookings.client_id AND other.policy_id = bookings.policy_id AND ${isOffence('other')}
    AND ${offenceGroup('other')} <> ${offenceGroup('bookings')}
    AND ${offenceAt('other')} > ${offenceAt('bookings')} - (plan.value ->> '$.graceMs')
    AND (${offenceAt('other')}, other.id) < (${offenceAt('bookings')}, bookings.id))`
