import { messageSettings } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../../tenants/context.ts'

export const SMS_SENDER = '+12025550123'

/** Has a studio send text messages, from a number of its own unless told otherwise. */
export async function sendSmsAs(
  { db }: TenantContext,
  changes: Partial<typeof messageSettings.$inferInsert> = {},
): Promise<void> {
  await db.write([
    db.orm.update(messageSettings).set({ smsSender: SMS_SENDER, smsState: 'approved', ...changes }),
  ])
}
