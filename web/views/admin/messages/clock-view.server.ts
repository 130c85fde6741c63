import {
  changeNotificationSettings,
  type NotificationSettingsChange,
} from '../../../../tenants/messages/rules/change-notification-settings.ts'
import {
  getNotificationSettings,
  type NotificationSettings,
} from '../../../../tenants/messages/rules/get-notification-settings.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import type { SentForm } from '../../../lib/read-form.server.ts'
import { mendEdited } from '../edited.server.ts'
import { errorsOf, fieldViews, labelsOf, readFields, valuesOf, type FieldSpec } from '../form-spec.server.ts'
import { seenIn, typedIn } from '../form-values.server.ts'
import { seenText } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'

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
export async function saveClock(
  desk: Desk,
  { form, here }: { form: SentForm; here: string },
): Promise<FormAnswer> {
  const { ctx, words } = desk
  const { fields, errors } = words('reminders')
  const read = async () => {
    const { edition, ...now } = await getNotificationSettings(ctx)
    return { edition, values: valuesOf(desk, specs, now) }
  }
  const values = typedIn(form, (await read()).values)
  const seen = seenIn(form)
  // Of another sort than the verb takes, it says so.
  const change = { ...readFields(desk, specs, values), edition: seen.edition } as NotificationSettingsChange
  const edited = {
    errors: errorsOf(desk, specs, errors),
    values,
    seen,
    subjectId: 'studio',
    readCurrent: read,
    labels: labelsOf(desk, specs, fields),
  }
  return mendEdited(desk, edited, async () => {
    await changeNotificationSettings(ctx, change)
    return { location: donePath(here, 'clockSaved') }
  })
}
