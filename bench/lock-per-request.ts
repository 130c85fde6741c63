import { and, eq, gt, lt } from 'drizzle-orm'
import type { TenantDatabase } from '../db/tenant/open-tenant-database.ts'
import { bookings } from '../db/tenant/schema/index.ts'
import type { BookingCommand } from '../tenants/bookings/booking-command.ts'
import type { BookingOutcome } from '../tenants/bookings/booking-outcome.ts'
import { commitBookings } from '../tenants/bookings/commit-bookings.ts'

/**
 * What `BookingLine` is measured against, the usual way: a lock per trainer, and whoever holds it asks whether the time
 * is free, inserts if it is, and lets the next one in. Writes the same rows.
 */
export class LockPerRequest {
  readonly #db: TenantDatabase
  #last: Promise<unknown> = Promise.resolve()

  constructor(db: TenantDatabase) {
    this.#db = db
  }

  /** Resolves with what became of the command, in order of arrival. */
  submit(command: BookingCommand): Promise<BookingOutcome> {
    const mine = this.#last.then(() => this.#checkThenInsert(command))
    this.#last = mine.catch(() => {})
    return mine
  }

  async #checkThenInsert(command: BookingCommand): Promise<BookingOutcome> {
    if (command.kind !== 'book') throw new Error('Only bookings are compared')
    const [wanted] = command.rows
    const { orm, read } = this.#db
    const [inTheWay] = await read([
      orm
        .select({ id: bookings.id })
        .from(bookings)
        .where(
          and(
            eq(bookings.trainerId, wanted.trainerId),
            lt(bookings.startsAt, wanted.occupiedUntil),
            gt(bookings.occupiedUntil, wanted.startsAt),
            eq(bookings.status, 'confirmed'),
          ),
        )
        .limit(1),
    ])
    if (inTheWay.length > 0) return { ok: false, code: 'slot_taken' }
    const [outcome] = await commitBookings(this.#db, [command])
    return outcome ?? { ok: false, code: 'outcome_unknown' }
  }
}
