import { and, eq } from 'drizzle-orm'
import { notificationChoices, pushKinds, type PushKind } from '../../db/tenant/schema/index.ts'
import { ownClientId } from '../account/account-of.ts'
import type { TenantContext } from '../context.ts'

/** Whether somebody wants to be told of something on their devices, by what it is. */
export type PushChoices = Record<PushKind, boolean>

/**
 * What the client who signed in wants to be told on the devices they let the studio write to: everything, unless they said
 * otherwise. One round trip.
 *
 * @throws AppError `unauthorized`; DatabaseError.
 */
export async function listPushChoices(ctx: TenantContext): Promise<PushChoices> {
  const { clientId, kind, channel, isWanted } = notificationChoices
  const { orm, read } = ctx.db
  const isTheirs = and(eq(clientId, ownClientId(ctx) ?? ''), eq(channel, 'push'), eq(isWanted, false))
  const [refused] = await read([orm.select({ kind }).from(notificationChoices).where(isTheirs)])
  const isRefused = (one: PushKind) => refused.some((row) => row.kind === one)
  // Every kind is there.
  return Object.fromEntries(pushKinds.map((one) => [one, !isRefused(one)])) as PushChoices
}
