import { and, eq, notLike, or } from 'drizzle-orm'
import {
  pushSubscriptions,
  totpSecrets,
  webhookEndpoints,
  type WebhookEndpointRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { openPushAddress, sealPushAddress } from '../push/push-address.ts'
import { openWebhookSecret, sealWebhookSecret } from '../webhooks/sign-webhook.ts'
import type { AccessContext, Statement } from './access-context.ts'
import { openTotpSecret, sealTotpSecret } from './factors/totp-secret.ts'

/** Of each kind, in one go. */
const MOST_AT_ONCE = 200

/**
 * Seals with the newest key what a studio's database keeps sealed with an older one: second factors, secrets of webhooks,
 * addresses of devices. Up to 200 of each; gives how many it was, so whoever gets more than none asks again. What changes
 * meanwhile is left as it is.
 *
 * @throws Error when something cannot be opened; DatabaseError.
 */
export async function resealStudio(ctx: TenantContext): Promise<number> {
  const { orm, read, write } = ctx.db
  const isOld = `${ctx.keys[0].id}.%`
  const [endpoints, devices] = await read([
    orm
      .select()
      .from(webhookEndpoints)
      .where(
        or(notLike(webhookEndpoints.secretSealed, isOld), notLike(webhookEndpoints.oldSecretSealed, isOld)),
      )
      .limit(MOST_AT_ONCE),
    orm
      .select({ id: pushSubscriptions.id, sealed: pushSubscriptions.sealed })
      .from(pushSubscriptions)
      .where(notLike(pushSubscriptions.sealed, isOld))
      .limit(MOST_AT_ONCE),
  ])
  const statements = [
    ...(await resealFactors(ctx)),
    ...(await resealEndpoints(ctx, endpoints)),
    ...(await resealDevices(ctx, devices)),
  ]
  const [first, ...others] = statements
  if (first) await write([first, ...others])
  return statements.length
}

/** The same for second factors alone: the platform has them, too. */
export async function resealFactors(
  ctx: Pick<AccessContext, 'db' | 'keys' | 'tenant'>,
): Promise<Statement[]> {
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm
      .select()
      .from(totpSecrets)
      .where(notLike(totpSecrets.secretSealed, `${ctx.keys[0].id}.%`))
      .limit(MOST_AT_ONCE),
  ])
  // Awaited by itself: awaiting a statement would carry it out.
  const sealed = await Promise.all(
    rows.map(async ({ userId, secretSealed }) =>
      sealTotpSecret(ctx, userId, await openTotpSecret(ctx, userId, secretSealed)),
    ),
  )
  return rows.map(({ userId, secretSealed: old }, index) =>
    orm
      .update(totpSecrets)
      .set({ secretSealed: sealed[index] ?? old })
      .where(and(eq(totpSecrets.userId, userId), eq(totpSecrets.secretSealed, old))),
  )
}

async function resealEndpoints(ctx: TenantContext, endpoints: readonly WebhookEndpointRow[]) {
  const reseal = async (id: string, sealed: string) =>
    sealWebhookSecret(ctx, id, await openWebhookSecret(ctx, id, sealed))
  const sealed = await Promise.all(
    endpoints.map(async ({ id, secretSealed, oldSecretSealed }) => ({
      secretSealed: await reseal(id, secretSealed),
      oldSecretSealed: oldSecretSealed === null ? null : await reseal(id, oldSecretSealed),
    })),
  )
  return endpoints.map(({ id, secretSealed: old }, index) =>
    ctx.db.orm
      .update(webhookEndpoints)
      .set({ ...sealed[index] })
      .where(and(eq(webhookEndpoints.id, id), eq(webhookEndpoints.secretSealed, old))),
  )
}

async function resealDevices(ctx: TenantContext, devices: readonly { id: string; sealed: string }[]) {
  const sealed = await Promise.all(
    devices.map(async ({ id, sealed: old }) => sealPushAddress(ctx, id, await openPushAddress(ctx, id, old))),
  )
  return devices.map(({ id, sealed: old }, index) =>
    ctx.db.orm
      .update(pushSubscriptions)
      .set({ sealed: sealed[index] ?? old })
      .where(and(eq(pushSubscriptions.id, id), eq(pushSubscriptions.sealed, old))),
  )
}
