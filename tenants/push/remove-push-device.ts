import { and, eq } from 'drizzle-orm'
import { pushSubscriptions } from '../../db/tenant/schema/index.ts'
import { ownClientId } from '../account/account-of.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { hashText } from '../ids.ts'

/**
 * Forgets a device of the client who signed in: nothing is sent there any more. It is named by its id, or by the address
 * its own browser knows it by.
 *
 * @throws AppError `unauthorized`, `not_found`; DatabaseError.
 */
export async function removePushDevice(
  ctx: TenantContext,
  device: { deviceId: string } | { endpoint: string },
): Promise<void> {
  const clientId = ownClientId(ctx) ?? ''
  const { id, endpointHash } = pushSubscriptions
  const isIt =
    'deviceId' in device ? eq(id, device.deviceId) : eq(endpointHash, await hashText(device.endpoint))
  const { orm, write } = ctx.db
  const [gone] = await write([
    orm
      .delete(pushSubscriptions)
      .where(and(isIt, eq(pushSubscriptions.clientId, clientId)))
      .returning({ id }),
  ])
  if (gone.length === 0) throw new AppError('not_found', 'You have no such device.')
}
