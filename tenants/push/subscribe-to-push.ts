import { and, eq, ne, not, notInArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { pushSubscriptions } from '../../db/tenant/schema/index.ts'
import { requireLogin } from '../access/require-login.ts'
import { ensureOwnClient } from '../account/account-of.ts'
import type { TenantContext } from '../context.ts'
import { deriveId, hashText } from '../ids.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { replanReminders } from '../messages/insert-reminders.ts'
import { isFitEndpoint } from './check-endpoint.ts'
import { deviceColumns, type PushDevice } from './list-push-devices.ts'
import { pushAddressInput, sealPushAddress } from './push-address.ts'
import { deviceName } from './rename-push-device.ts'

/** More than anybody has; the oldest make room. */
const MOST_DEVICES = 10

const subscriptionInput = pushAddressInput.extend({
  device: deviceName,
  /** The address this browser had before, where it got a new one. */
  replaces: z.string().max(2_000, 'too_long').nullish(),
})
export type PushSubscriptionInput = z.input<typeof subscriptionInput>

/**
 * Lets the studio write to a device of the client who signed in, reminders of what is booked already included. A device is
 * one client's: whoever signs in there after another takes it over. Again is nothing new, and keeps the device's name.
 *
 * @throws AppError `unauthorized`; `invalid_input` (an address that may not be called: `endpoint`, `invalid`); `conflict`
 * (`email_taken`); DatabaseError.
 */
export async function subscribeToPush(ctx: TenantContext, raw: PushSubscriptionInput): Promise<PushDevice> {
  requireLogin(ctx)
  const { device, replaces, ...address } = parseInput(subscriptionInput, raw)
  if (!(await isFitEndpoint(ctx, address.endpoint)))
    throw invalidFields([{ path: 'endpoint', code: 'invalid', message: 'This is not a push service.' }])
  const clientId = await ensureOwnClient(ctx)
  const endpointHash = await hashText(address.endpoint)
  const id = await deriveId('psh', endpointHash)
  const sealed = await sealPushAddress(ctx, id, address)
  const { orm, write } = ctx.db
  const table = pushSubscriptions
  const isOwn = eq(table.clientId, clientId)
  const newest = orm
    .select({ id: table.id })
    .from(table)
    .where(isOwn)
    .orderBy(sql`${table.id} <> ${id}, ${table.createdAt} DESC, ${table.id}`)
    .limit(MOST_DEVICES)
  const before = replaces ? await hashText(replaces) : endpointHash
  const now = ctx.now()
  const reminders = replanReminders({ where: sql`client_id = ${clientId}`, now })
  const [, , [row]] = await write([
    orm.delete(table).where(and(isOwn, eq(table.endpointHash, before), ne(table.id, id))),
    orm.delete(table).where(and(not(isOwn), eq(table.id, id))),
    orm
      .insert(table)
      .values({ id, clientId, endpointHash, sealed, device, createdAt: now })
      .onConflictDoUpdate({ target: table.endpointHash, set: { sealed } })
      .returning(deviceColumns),
    orm.delete(table).where(and(isOwn, notInArray(table.id, newest))),
    ...reminders.map((statement) => orm.run(statement)),
  ])
  if (!row) throw new Error('the device was not written down')
  await ctx.announce(now)
  return row
}
