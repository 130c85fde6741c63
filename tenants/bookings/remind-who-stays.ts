import { messages, type BookingRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { planMessages } from '../messages/plan-messages.ts'

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
  const { id, startsAt, version, contactEmail, locale } = stays
  const planned = await planMessages({ bookingId: id, startsAt, now: ctx.now(), kind: null, version })
  const rows = planned.map((message) => ({
    ...message,
    bookingId: id,
    bookingVersion: version,
    channel: 'email' as const,
    recipient: contactEmail,
    locale,
  }))
  if (rows.length === 0) return
  await ctx.db.write([ctx.db.orm.insert(messages).values(rows).onConflictDoNothing()])
}
