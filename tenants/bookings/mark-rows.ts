import { sql, type SQL } from 'drizzle-orm'
import type { BookingRow, PolicyRules } from '../../db/tenant/schema/index.ts'
import { announceBookings } from '../calendar/announce-bookings.ts'
import type { TenantContext } from '../context.ts'
import { insertCharges } from '../policies/insert-charges.ts'
import { planCharge } from '../policies/plan-charge.ts'
import { transition } from './transition.ts'

type Marking = {
  /** Each with the rules that were agreed to. */
  found: readonly { row: BookingRow; rules: PolicyRules | null }[]
  actor: string
  /** More that must be so when it is written: a condition on `bookings`. */
  where?: SQL
}

/** Marks bookings as no-shows and writes down what that costs, in one transaction. Throws DatabaseError. */
export async function markRows(ctx: TenantContext, { found, actor, where = sql`1` }: Marking): Promise<void> {
  const { db } = ctx
  const now = ctx.now()
  const planned = found.flatMap(({ row, rules }) => planCharge(row, { rules, kind: 'no_show' }) ?? [])
  const [mark, writeDown] = transition({
    ids: found.map(({ row }) => row.id),
    deed: 'mark_no_show',
    to: 'no_show',
    actor,
    event: 'no_show',
    now,
    where,
    set: sql`, checked_in_at = NULL`,
  })
  await db.write([db.orm.run(mark), db.orm.run(writeDown), db.orm.run(insertCharges(planned, now))])
  await announceBookings(
    ctx,
    found.map(({ row }) => row),
  )
}
