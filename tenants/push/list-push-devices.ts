import { desc, eq } from 'drizzle-orm'
import { pushSubscriptions, type PushSubscriptionRow } from '../../db/tenant/schema/index.ts'
import { ownClientId } from '../account/account-of.ts'
import type { TenantContext } from '../context.ts'

/**
 * Somewhere a client lets the site speak. Instants in ms; `lastSentAt` is null until something was sent there. A browser tells
 * itself by `endpointHash`, SHA-256 of its address in hex.
 */
export type PushDevice = Pick<
  PushSubscriptionRow,
  'id' | 'device' | 'endpointHash' | 'createdAt' | 'lastSentAt'
>

/** What anybody but the push service sees of a device. */
export const deviceColumns = {
  id: pushSubscriptions.id,
  device: pushSubscriptions.device,
  endpointHash: pushSubscriptions.endpointHash,
  createdAt: pushSubscriptions.createdAt,
  lastSentAt: pushSubscriptions.lastSentAt,
}

/** The devices of the client who signed in, the newest first. One round trip. @throws AppError `unauthorized` */
export async function listPushDevices(ctx: TenantContext): Promise<PushDevice[]> {
  const clientId = ownClientId(ctx)
  if (clientId === null) return []
  const { orm, read } = ctx.db
  const [devices] = await read([
    orm
      .select(deviceColumns)
      .from(pushSubscriptions)
      .where(eq(pushSubscriptions.clientId, clientId))
      .orderBy(desc(pushSubscriptions.createdAt), desc(pushSubscriptions.id)),
  ])
  return devices
}
