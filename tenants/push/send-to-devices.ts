import { eq, inArray } from 'drizzle-orm'
import { pushSubscriptions, type PushSubscriptionRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import type { PushNotice, PushPort, PushResult } from '../messages/push-port.ts'
import { isFitEndpoint } from './check-endpoint.ts'
import { openPushAddress } from './push-address.ts'

type Sending = {
  clientId: string
  notice: PushNotice
  /** Shown later (ms) it would be of no use. */
  expiresAt: number
}

/**
 * Sends a notice to wherever a client installed the site by now: to all of them at once, each at most once. Whichever is
 * over is forgotten. Accepted by one, it is sent: the others do not get it again. `gone`: there is no device (left).
 *
 * One round trip before, one after.
 *
 * @throws DatabaseError
 */
export async function sendToDevices(
  ctx: TenantContext,
  push: PushPort,
  sending: Sending,
): Promise<PushResult> {
  const { orm, read, write } = ctx.db
  const [devices] = await read([
    orm.select().from(pushSubscriptions).where(eq(pushSubscriptions.clientId, sending.clientId)),
  ])
  const results = await Promise.all(devices.map((device) => sendToDevice(ctx, push, { device, ...sending })))
  const idsOf = (isIt: (result: PushResult) => boolean) =>
    devices.filter((_, at) => isIt(results[at] ?? NO_DEVICE)).map(({ id }) => id)
  const reached = idsOf(({ ok }) => ok)
  const over = idsOf((result) => !result.ok && result.kind === 'gone')
  if (reached.length + over.length > 0) {
    await write([
      orm
        .update(pushSubscriptions)
        .set({ lastSentAt: ctx.now() })
        .where(inArray(pushSubscriptions.id, reached)),
      orm.delete(pushSubscriptions).where(inArray(pushSubscriptions.id, over)),
    ])
  }
  return summarize(results)
}

const NO_DEVICE: PushResult = { ok: false, kind: 'gone', reason: 'no_device' }

async function sendToDevice(
  ctx: TenantContext,
  push: PushPort,
  { device, notice, expiresAt }: Omit<Sending, 'clientId'> & { device: PushSubscriptionRow },
): Promise<PushResult> {
  try {
    const address = await openPushAddress(ctx, device.id, device.sealed)
    if (!(await isFitEndpoint(ctx, address.endpoint)))
      return { ok: false, kind: 'rejected', reason: 'not_public' }
    return await push.send(address, notice, expiresAt)
  } catch (error) {
    return { ok: false, kind: 'rejected', reason: `cannot_send: ${String(error)}`.slice(0, 200) }
  }
}

/** The best of what was said: accepted anywhere, perhaps later, never, or there is nowhere. */
function summarize(results: readonly PushResult[]): PushResult {
  const find = (kind: 'retry' | 'rejected') => results.find((result) => !result.ok && result.kind === kind)
  return results.find(({ ok }) => ok) ?? find('retry') ?? find('rejected') ?? NO_DEVICE
}
