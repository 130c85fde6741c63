import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { messageSettings } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { changesOf } from '../../audit/changes-of.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { insistOnEdition, unlessChanged } from '../../edition.ts'
import { parseInput } from '../../parse-input.ts'
import { given, minuteOfDay } from '../../studio/staff-input.ts'
import { getNotificationSettings, type NotificationSettings } from './get-notification-settings.ts'

const DAYS = 'A number of days from 14 to 730.'

const settingsInput = z.object({
  /** The local minute of the main place at which staff get their day; null: nobody does. */
  digestAtMinute: minuteOfDay.nullable(),
  /** After so many days without a booking; null: nobody is told. */
  missYouDays: z.int(DAYS).min(14, DAYS).max(730, DAYS).nullable(),
})
export type NotificationSettingsChange = {
  [Field in keyof z.input<typeof settingsInput>]?: z.input<typeof settingsInput>[Field] | undefined
} & { edition?: number | undefined }

/**
 * Changes when staff get their day, and after how long clients are told that they are missed. What is not given stays.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `changed_meanwhile`; DatabaseError.
 */
export async function changeNotificationSettings(
  ctx: TenantContext,
  { edition, ...changes }: NotificationSettingsChange,
): Promise<NotificationSettings> {
  const actor = requireStaff(ctx, 'messages:change')
  const { edition: _edition, ...before } = await getNotificationSettings(ctx)
  const input = parseInput(settingsInput, { ...before, ...given(changes) })
  const set = Object.fromEntries(Object.entries(input).filter(([field]) => field in given(changes)))
  const isIt = eq(messageSettings.id, 1)
  const { orm, write } = ctx.db
  if (Object.keys(set).length > 0) {
    await unlessChanged(() =>
      write([
        insistOnEdition(ctx.db, { table: messageSettings, isIt, edition }),
        orm.update(messageSettings).set(set).where(isIt),
        insertAudit(ctx, {
          actor,
          action: 'notification_settings.changed',
          subjectId: 'studio',
          ...changesOf(before, set),
        }),
      ]),
    )
  }
  return getNotificationSettings(ctx)
}
