import { eq } from 'drizzle-orm'
import { messageSettings } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** A statement: from whom the studio's text messages come; no row while it sends none. */
export function selectSmsSender({ orm }: TenantContext['db']) {
  const { smsSender: sender, smsState } = messageSettings
  return orm.select({ sender }).from(messageSettings).where(eq(smsState, 'approved'))
}
