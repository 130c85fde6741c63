import { sql } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'
import { replanReminders } from '../messages/insert-reminders.ts'
import { insertConsent, type NewConsent } from '../privacy/insert-consent.ts'

/**
 * Statements that write down that a client wants text messages to a number, or no more, and plan what reminds them of what
 * is to come by it. Call `ctx.announce(ctx.now())` after them.
 */
export function insertSmsConsent(ctx: Pick<TenantContext, 'db' | 'now'>, consent: NewConsent) {
  const where = sql`client_id = ${consent.clientId}`
  const [remove, add] = replanReminders({ where, now: ctx.now() })
  return [insertConsent(ctx, consent), ctx.db.orm.run(remove), ctx.db.orm.run(add)] as const
}
