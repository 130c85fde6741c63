import type { BookingRow, HoldRow } from '../../db/tenant/schema/index.ts'

/** What became of a command. Objects return this, they do not throw it across the wire. */
export type BookingOutcome =
  /** The command's bookings, as they are now, in its order; or its hold. */
  | { ok: true; bookings: BookingRow[]; hold: HoldRow | null }
  /** Something it claims is not to be had. What exactly, `find-refusal.ts` finds out. */
  | { ok: false; code: 'slot_taken' }
  /** The studio's plan has no room for it. */
  | { ok: false; code: 'plan_limit' }
  /** The booking was changed meanwhile. */
  | { ok: false; code: 'changed_meanwhile' }
  /** The key was used before, for another request. */
  | { ok: false; code: 'idempotency_key_reused' }
  /** Nothing was written, and trying again later may work. */
  | { ok: false; code: 'unavailable' }
  /** It may have been written. The same command settles it. */
  | { ok: false; code: 'outcome_unknown' }
