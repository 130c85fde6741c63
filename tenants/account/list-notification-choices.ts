import { and, eq } from 'drizzle-orm'
import {
  notificationChoices,
  notificationKinds,
  type MailKind,
  type NotificationKind,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { ownClientId } from './account-of.ts'

/** Whether somebody wants to be told of something by e-mail, by what it is. */
export type NotificationChoices = Record<MailKind, boolean>

/**
 * What the client who signed in wants to be told besides what has to be said: without a choice, reminders and waitlist
 * yes, news no. One round trip.
 *
 * @throws AppError `unauthorized`; DatabaseError.
 */
export async function listNotificationChoices(ctx: TenantContext): Promise<NotificationChoices> {
  const clientId = ownClientId(ctx)
  return clientId === null ? toChoices([]) : readNotificationChoices(ctx, clientId)
}

/** The same of a client, for whoever has shown that they are it. */
export async function readNotificationChoices(
  { db: { orm, read } }: TenantContext,
  clientId: string,
): Promise<NotificationChoices> {
  const [rows] = await read([
    orm
      .select()
      .from(notificationChoices)
      .where(and(eq(notificationChoices.clientId, clientId), eq(notificationChoices.channel, 'email'))),
  ])
  return toChoices(rows)
}

function toChoices(rows: { kind: NotificationKind; isWanted: boolean }[]): NotificationChoices {
  const entries = notificationKinds.map((kind) => {
    return [kind, rows.find((row) => row.kind === kind)?.isWanted ?? kind !== 'news'] as const
  })
  // Every kind is there.
  return Object.fromEntries(entries) as NotificationChoices
}
