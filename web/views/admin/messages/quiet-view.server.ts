import { changeSettings } from '../../../../tenants/studio/change-settings.ts'
import { getSettings } from '../../../../tenants/studio/get-settings.ts'
import type { SettingsChange } from '../../../../tenants/studio/settings-input.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { SentForm } from '../../../lib/read-form.server.ts'
import { fieldViews, valuesOf, type FieldSpec } from '../form-spec.server.ts'
import { seenText } from '../seen-form.server.ts'
import { saveSettingsForm } from './save-settings-form.server.ts'

const specs: FieldSpec[] = [
  { name: 'quietFromMinute', kind: 'time' },
  { name: 'quietUntilMinute', kind: 'time' },
]

/** The form of the hours in which nobody is written to. */
export function quietForm(desk: Desk) {
  const { studio, words } = desk
  const values = valuesOf(desk, specs, { ...studio })
  return {
    fields: fieldViews(desk, specs, words('reminders').fields),
    values,
    edition: seenText(studio.edition, values),
  }
}

/** Saves what was typed, and goes on to `here`. */
export const saveQuiet = (desk: Desk, { form, here }: { form: SentForm; here: string }) =>
  saveSettingsForm(desk, {
    form,
    here,
    specs,
    read: () => getSettings(desk.ctx),
    // Of another sort than the verb takes, it says so.
    write: (change) => changeSettings(desk.ctx, change as SettingsChange),
  })
