import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { pushSubscriptions } from '../../db/tenant/schema/index.ts'
import { ownClientId } from '../account/account-of.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { line } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { deviceColumns, type PushDevice } from './list-push-devices.ts'

export const deviceName = line(60)

/**
 * Gives a device of the client who signed in another name.
 *
 * @throws AppError `unauthorized`, `invalid_input`, `not_found`; DatabaseError.
 */
export async function renamePushDevice(
  ctx: TenantContext,
  { deviceId, ...raw }: { deviceId: string; device: string },
): Promise<PushDevice> {
  const clientId = ownClientId(ctx) ?? ''
  const { device } = parseInput(z.object({ device: deviceName }), raw)
  const { orm, write } = ctx.db
  const isIt = and(eq(pushSubscriptions.id, deviceId), eq(pushSubscriptions.clientId, clientId))
  const [[renamed]] = await write([
    orm.update(pushSubscriptions).set({ device }).where(isIt).returning(deviceColumns),
  ])
  if (!renamed) throw new AppError('not_found', 'You have no such device.')
  return renamed
}
