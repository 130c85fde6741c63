import { messageSettings, type MessageSettingsRow } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'

/** What goes out by the clock alone: to staff their day, to clients that they are missed. */
export type NotificationSettings = Pick<MessageSettingsRow, 'digestAtMinute' | 'missYouDays' | 'edition'>

/** One round trip. @throws AppError `unauthorized`, `forbidden`, `unavailable`; DatabaseError. */
export async function getNotificationSettings(ctx: TenantContext): Promise<NotificationSettings> {
  requireStaff(ctx, 'messages:view')
  const { orm, read } = ctx.db
  const { digestAtMinute, missYouDays, edition } = messageSettings
  const [[own]] = await read([orm.select({ digestAtMinute, missYouDays, edition }).from(messageSettings)])
  if (!own) throw new AppError('unavailable', 'This studio is not set up yet.')
  return own
}
