import {
  changeNotificationSettings,
  type NotificationSettingsChange,
} from '../../../../tenants/messages/rules/change-notification-settings.ts'
import {
  getNotificationSettings,
  type NotificationSettings,
} from '../../../../tenants/messages/rules/get-notification-settings.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { SentForm } from '../../../lib/read-form.server.ts'
import { fieldViews, valuesOf, type FieldSpec } from '../form-spec.server.ts'
import { seenText } from '../seen-form.server.ts'
import { saveSettingsForm } from './save-settings-form.server.ts'

const specs: FieldSpec[] = [
  { name: 'digestAtMinute', kind: 'time', isNullable: true },
  { name: 'missYouDays', kind: 'number', isNullable: true },
]

/** The form of what goes out by the clock alone. */
export function clockForm(desk: Desk, { edition, ...kept }: NotificationSettings) {
  const values = valuesOf(desk, specs, kept)
  return {
    fields: fieldViews(desk, specs, desk.words('reminders').fields),
    values,
    edition: seenText(edition, values),
  }
}

/** Saves what was typed, and goes on to `here`. */
export const saveClock = (desk: Desk, { form, here }: { form: SentForm; here: string }) =>
  saveSettingsForm(desk, {
    form,
    here,
    specs,
    read: () => getNotificationSettings(desk.ctx),
    // Of another sort than the verb takes, it says so.
    write: (change) => changeNotificationSettings(desk.ctx, change as NotificationSettingsChange),
  })
