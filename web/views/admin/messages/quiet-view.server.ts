import { changeSettings } from '../../../../tenants/studio/change-settings.ts'
import { getSettings } from '../../../../tenants/studio/get-settings.ts'
import type { SettingsChange } from '../../../../tenants/studio/settings-input.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import type { SentForm } from '../../../lib/read-form.server.ts'
import { mendEdited } from '../edited.server.ts'
import { errorsOf, fieldViews, labelsOf, readFields, valuesOf, type FieldSpec } from '../form-spec.server.ts'
import { seenIn, typedIn } from '../form-values.server.ts'
import { seenText } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'

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
export async function saveQuiet(
  desk: Desk,
  { form, here }: { form: SentForm; here: string },
): Promise<FormAnswer> {
  const { ctx, words } = desk
  const { fields, errors } = words('reminders')
  const read = async () => {
    const { edition, ...now } = await getSettings(ctx)
    return { edition, values: valuesOf(desk, specs, { ...now }) }
  }
  const values = typedIn(form, quietForm(desk).values)
  const seen = seenIn(form)
  // Of another sort than the verb takes, it says so.
  const change = { ...readFields(desk, specs, values), edition: seen.edition } as SettingsChange
  const edited = {
    errors: errorsOf(desk, specs, errors),
    values,
    seen,
    subjectId: 'studio',
    readCurrent: read,
    labels: labelsOf(desk, specs, fields),
  }
  return mendEdited(desk, edited, async () => {
    await changeSettings(ctx, change)
    return { location: donePath(here, 'clockSaved') }
  })
}
