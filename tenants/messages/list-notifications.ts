import { and, asc, desc, eq, gte, lt, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { messages } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { anId, anInstant } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import {
  deliveryStates,
  isOwnNotification,
  messageChannels,
  messageKinds,
  messageStates,
  selectNotifications,
  type Notification,
} from './notification.ts'

const listNotificationsInput = z.object({
  state: z.enum(messageStates).nullish(),
  /** What the vendor said became of it. */
  delivery: z.enum(deliveryStates).nullish(),
  channel: z.enum(messageChannels).nullish(),
  kind: z.enum(messageKinds).nullish(),
  clientId: anId.nullish(),
  bookingId: anId.nullish(),
  /** Planned in `[from, to)`. */
  from: anInstant.nullish(),
  to: anInstant.nullish(),
  order: z.enum(['newest', 'soonest']).default('newest'),
  limit: z.int().min(1).max(100).default(50),
  /** The last one of the page before. */
  cursor: z.object({ at: anInstant, id: anId }).nullish(),
})
export type ListNotificationsInput = z.input<typeof listNotificationsInput>
type Asked = z.output<typeof listNotificationsInput>

/**
 * What was and will be sent, by when it is planned: one page, and whether there are more; for a trainer what is about their own
 * bookings and classes. One round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`; DatabaseError.
 */
export async function listNotifications(
  ctx: TenantContext,
  raw: ListNotificationsInput = {},
): Promise<{ notifications: Notification[]; hasMore: boolean }> {
  const { onlyTrainerId } = requireReach(ctx, 'messages:view')
  const input = parseInput(listNotificationsInput, raw)
  const isOwn = onlyTrainerId === null ? undefined : isOwnNotification(onlyTrainerId)
  const towards = input.order === 'newest' ? desc : asc
  const [rows] = await ctx.db.read([
    selectNotifications(ctx.db)
      .where(and(...conditions(input), isOwn))
      .orderBy(towards(messages.plannedAt), towards(messages.id))
      .limit(input.limit + 1),
  ])
  return { notifications: rows.slice(0, input.limit), hasMore: rows.length > input.limit }
}

function conditions({ clientId, bookingId, from, to, order, cursor, ...exact }: Asked): (SQL | undefined)[] {
  const { state, delivery, channel, kind } = exact
  return [
    state ? eq(messages.state, state) : undefined,
    delivery ? eq(messages.delivery, delivery) : undefined,
    channel ? eq(messages.channel, channel) : undefined,
    kind ? eq(messages.kind, kind) : undefined,
    bookingId ? eq(messages.bookingId, bookingId) : undefined,
    clientId ? isToClient(clientId) : undefined,
    typeof from === 'number' ? gte(messages.plannedAt, from) : undefined,
    typeof to === 'number' ? lt(messages.plannedAt, to) : undefined,
    cursor ? isBeyond(cursor, order) : undefined,
  ]
}

/** By the indexes of what messages are about: a client has few of the studio's many. */
function isToClient(clientId: string): SQL {
  const userId = sql`(SELECT user_id FROM clients WHERE id = ${clientId})`
  return sql`messages.id IN (
    SELECT about.id FROM bookings JOIN messages AS about ON about.booking_id = bookings.id
      WHERE bookings.client_id = ${clientId}
    UNION ALL SELECT about.id FROM waitlist_entries AS entry JOIN messages AS about ON about.waitlist_entry_id = entry.id
      WHERE entry.client_id = ${clientId}
    UNION ALL SELECT about.id FROM messages AS about WHERE about.user_id = ${userId}
    UNION ALL SELECT about.id FROM one_time_tokens AS token JOIN messages AS about ON about.one_time_token_id = token.id
      WHERE token.user_id = ${userId})`
}

/** A range of the index by time, then whoever of the same instant comes later. */
function isBeyond({ at, id }: { at: number; id: string }, order: Asked['order']): SQL {
  return order === 'newest'
    ? sql`messages.planned_at <= ${at} AND (messages.planned_at, messages.id) < (${at}, ${id})`
    : sql`messages.planned_at >= ${at} AND (messages.planned_at, messages.id) > (${at}, ${id})`
}
