import { sql, type SQL } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'
import { days, minutes } from '../durations.ts'
import { readNextWebhookAt } from './claim-deliveries.ts'
import { nextWebhookAt } from './next-webhook-at.ts'

/** So long the studio sees what was sent, and can have it sent again. */
export const KEPT_MS = days(30)

const MOST_AT_ONCE = 500
/** What was asked for is done by then, or was lost. */
const AGAIN_AFTER_MS = minutes(5)

/**
 * Has due webhooks sent in the background, and forgets old ones. A task of `run-due-tasks.ts`: other people's servers are
 * waited for elsewhere, so that none of them delays anybody's mail.
 */
export async function startWebhooks(ctx: TenantContext): Promise<number | null> {
  const { orm, write } = ctx.db
  const isOld = sql`at < ${ctx.now() - KEPT_MS}`
  const { at, hasOld } = await readState(ctx, isOld)
  if (hasOld) {
    const those = sql`(SELECT id FROM webhook_events WHERE ${isOld} ORDER BY at, id LIMIT ${MOST_AT_ONCE})`
    await write([
      orm.run(sql`DELETE FROM webhook_deliveries WHERE event_id IN ${those}`),
      orm.run(sql`DELETE FROM webhook_events WHERE id IN ${those}`),
    ])
  }
  if (at === null || at > ctx.now()) return at
  await ctx.startWork({ kind: 'webhooks' })
  return ctx.now() + AGAIN_AFTER_MS
}

/** When that is next to be done (ms), now or before when it is; null when nothing is open. @throws DatabaseError */
export async function nextWebhooks(ctx: TenantContext): Promise<number | null> {
  const { at, hasOld } = await readState(ctx, sql`at < ${ctx.now() - KEPT_MS}`)
  return hasOld ? ctx.now() : at
}

async function readState({ db: { orm, read } }: TenantContext, isOld: SQL) {
  const [[next], old] = await read([
    orm.all<{ at: number | null }>(nextWebhookAt()),
    orm.all(sql`SELECT 1 FROM webhook_events WHERE ${isOld} LIMIT 1`),
  ])
  return { at: next?.at ?? null, hasOld: old.length > 0 }
}

/** Has due webhooks sent now: after something was done. One round trip. @throws DatabaseError */
export async function startIfDue(ctx: TenantContext): Promise<void> {
  const at = await readNextWebhookAt(ctx)
  if (at !== null && at <= ctx.now()) await ctx.startWork({ kind: 'webhooks' })
}
