import type { BookingRow } from '../../db/tenant/schema/index.ts'
import type { AppError } from '../errors.ts'

/** What became of a wish to book: its rows, or why not. */
export type Booked = { ok: true; bookings: BookingRow[] } | { ok: false; failure: AppError }
