import { sql } from 'drizzle-orm'
import type { BookingRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { insertReminders } from '../messages/insert-reminders.ts'

type Left = {
  /** Who moved. */
  moved: readonly BookingRow[]
  /** Everybody who was booked together with them. */
  party: readonly BookingRow[]
}

/**
 * Plans the reminders of those of a party who stay where they are, when the first of them, through whom all were reminded,
 * has moved elsewhere alone. Again is nothing. Throws DatabaseError.
 */
export async function remindWhoStays(ctx: TenantContext, { moved, party }: Left): Promise<void> {
  const [first] = party
  const stays = party.find(({ id, status }) => status === 'confirmed' && !moved.some((one) => one.id === id))
  if (!first || !stays || !moved.some(({ id }) => id === first.id)) return
  const { db } = ctx
  await db.write([db.orm.run(insertReminders({ where: sql`id = ${stays.id}`, now: ctx.now() }))])
}
