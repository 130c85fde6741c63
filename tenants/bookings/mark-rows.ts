import { sql, type SQL } from 'drizzle-orm'
import type { BookingRow, PolicyRules } from '../../db/tenant/schema/index.ts'
import { announceBookings } from '../calendar/announce-bookings.ts'
import type { TenantContext } from '../context.ts'
import { hours } from '../durations.ts'
import { insertNotice } from '../messages/insert-notice.ts'
import { insertCharges } from '../policies/insert-charges.ts'
import { planCharge } from '../policies/plan-charge.ts'
import { among, transition } from './transition.ts'

type Marking = {
  /** Each with the rules that were agreed to. */
  found: readonly { row: BookingRow; rules: PolicyRules | null }[]
  actor: string
  /** More that must be so when it is written: a condition on `bookings`. */
  where?: SQL
}

/** Whoever is late after all, or was overlooked, is put right by then. */
const SETTLED_MS = hours(2)

/** Tells those who came to owe something for it, some time after the end. */
function tellOwed(ids: readonly string[], now: number): SQL {
  const where = sql`${among(ids)} AND id IN (SELECT booking_id FROM charges
    WHERE kind = 'no_show' AND state = 'owed' AND settled_at = ${now})`
  return insertNotice({ kind: 'late_fee', where, now, plannedAt: sql`max(${now}, ends_at) + ${SETTLED_MS}` })
}

/** Marks bookings as no-shows and writes down what that costs, in one transaction. Throws DatabaseError. */
export async function markRows(ctx: TenantContext, { found, actor, where = sql`1` }: Marking): Promise<void> {
  const { db } = ctx
  const now = ctx.now()
  const ids = found.map(({ row }) => row.id)
  const planned = found.flatMap(({ row, rules }) => planCharge(row, { rules, kind: 'no_show' }) ?? [])
  const [mark, writeDown] = transition({
    ids,
    deed: 'mark_no_show',
    to: 'no_show',
    actor,
    event: 'no_show',
    now,
    where,
    set: sql`, checked_in_at = NULL`,
  })
  await db.write([
    db.orm.run(mark),
    db.orm.run(writeDown),
    db.orm.run(insertCharges(planned, now)),
    db.orm.run(tellOwed(ids, now)),
  ])
  if (planned.length > 0) await ctx.announce(now + SETTLED_MS)
  await announceBookings(
    ctx,
    found.map(({ row }) => row),
  )
}
