import { and, eq, sql } from 'drizzle-orm'
import {
  consents,
  messages,
  pushSubscriptions,
  smsStops,
  type MessageRow,
} from '../../db/tenant/schema/index.ts'
import type { Right } from '../access/grants.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { layOut, selectDesk, type ClaimedMessage, type Desk } from './claim-messages.ts'
import { isOwnNotification, selectNotifications, type Notification } from './notification.ts'

export type FoundNotification = {
  /** Who asks, as the log writes it. */
  actor: string
  notification: Notification
  row: MessageRow
  /** With what it is about as that is now; absent where that is gone. */
  claimed: ClaimedMessage | undefined
  desk: Desk
  /** Sent by hand so far, the last time included in `isWaiting` while it is still to go out. */
  copies: number
  isWaiting: boolean
  /** Where its client can be reached on other ways than by mail. */
  reach: { phone: string | null; isStopped: boolean; devices: number }
}

/** What staff sent by hand is named after what it is a copy of. */
export const rootOf = ({ id, details }: Pick<MessageRow, 'id' | 'details'>): string => {
  const original = details?.['of']
  return typeof original === 'string' ? original : id
}

/**
 * A message with all that is needed to write it again, as far as this right of the asker's goes: one round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function findNotification(
  ctx: TenantContext,
  { messageId }: { messageId: string },
  right: Right,
): Promise<FoundNotification> {
  const { actor, onlyTrainerId } = requireReach(ctx, right)
  const { db } = ctx
  const isIt = sql`messages.id = ${messageId}`
  const root = sql`(SELECT coalesce(details ->> '$.of', id) FROM messages WHERE id = ${messageId})`
  const clientId = sql`(SELECT coalesce(bookings.client_id, entry.client_id) FROM messages
    LEFT JOIN bookings ON bookings.id = messages.booking_id
    LEFT JOIN waitlist_entries AS entry ON entry.id = messages.waitlist_entry_id WHERE messages.id = ${messageId})`
  const [[notification], [row], [copied], [reach], ...found] = await db.read([
    selectNotifications(db).where(
      and(isIt, onlyTrainerId === null ? undefined : isOwnNotification(onlyTrainerId)),
    ),
    db.orm.select().from(messages).where(eq(messages.id, messageId)),
    db.orm.all<{ copies: number | null; waiting: number | null }>(
      // Their ids go on where the first one's ends.
      sql`SELECT max(copy) AS copies, sum(state IN ('planned', 'claimed')) AS waiting FROM messages
        WHERE id > ${root} || '_c' AND id < ${root} || '_d'`,
    ),
    db.orm.all<{ phone: string | null; isStopped: number; devices: number }>(
      sql`SELECT phone, EXISTS (SELECT 1 FROM ${smsStops} WHERE ${smsStops.phone} = agreed.phone) AS isStopped,
          (SELECT count(*) FROM ${pushSubscriptions} WHERE client_id = ${clientId}) AS devices
        FROM (SELECT (SELECT CASE WHEN is_given THEN phone END FROM ${consents}
          WHERE client_id = ${clientId} AND kind = 'sms' ORDER BY at DESC, rowid DESC LIMIT 1) AS phone) AS agreed`,
    ),
    ...selectDesk(db, isIt),
  ])
  if (!notification || !row) throw new AppError('not_found', 'There is no such message.')
  const { claimed, ...desk } = layOut([row], found)
  return {
    actor,
    notification,
    row,
    claimed: claimed[0],
    desk,
    copies: copied?.copies ?? 0,
    isWaiting: (copied?.waiting ?? 0) > 0,
    reach: {
      phone: reach?.phone ?? null,
      isStopped: Boolean(reach?.isStopped),
      devices: reach?.devices ?? 0,
    },
  }
}
