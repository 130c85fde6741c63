import { eq } from 'drizzle-orm'
import {
  notificationChoices,
  notificationKinds,
  type NotificationKind,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { ownClientId } from './account-of.ts'

export { notificationKinds, type NotificationKind } from '../../db/tenant/schema/index.ts'

export type NotificationChoice = { kind: NotificationKind; channel: 'email'; isWanted: boolean }

/**
 * What the client who signed in wants to be told besides what has to be said: without a choice, reminders and waitlist
 * yes, news no. One round trip.
 *
 * @throws AppError `unauthorized`; DatabaseError.
 */
export async function listNotificationChoices(ctx: TenantContext): Promise<NotificationChoice[]> {
  const clientId = ownClientId(ctx)
  const { orm, read } = ctx.db
  const [rows] =
    clientId === null
      ? [[]]
      : await read([orm.select().from(notificationChoices).where(eq(notificationChoices.clientId, clientId))])
  return notificationKinds.map((kind) => ({
    kind,
    channel: 'email',
    isWanted: rows.find((row) => row.kind === kind)?.isWanted ?? kind !== 'news',
  }))
}
