import type { BookingRow } from '../../db/tenant/schema/index.ts'

/** What became of a booking command. Objects return this, they do not throw it across the wire. */
export type BookingOutcome =
  | { ok: true; booking: BookingRow }
  /** Another booking or a time off is in the way. */
  | { ok: false; code: 'slot_taken' }
  /** The key was used before, for another request. */
  | { ok: false; code: 'idempotency_key_reused' }
  /** Nothing was written, and trying again later may work. */
  | { ok: false; code: 'unavailable' }
  /** It may have been written. The same command settles it. */
  | { ok: false; code: 'outcome_unknown' }
