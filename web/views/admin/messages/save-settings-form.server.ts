import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import type { SentForm } from '../../../lib/read-form.server.ts'
import { mendEdited } from '../edited.server.ts'
import { errorsOf, labelsOf, readFields, valuesOf, type FieldSpec } from '../form-spec.server.ts'
import { seenIn, typedIn } from '../form-values.server.ts'
import { donePath } from '../toast.server.ts'

type SettingsForm<Kept extends { edition: number }> = {
  form: SentForm
  /** The page that it goes on to. */
  here: string
  specs: FieldSpec[]
  /** What is kept now. */
  read: () => Promise<Kept>
  write: (change: Record<string, unknown>) => Promise<unknown>
}

/** Saves some of a studio's settings about messages, unless somebody else has changed them meanwhile. */
export async function saveSettingsForm<Kept extends { edition: number }>(
  desk: Desk,
  { form, here, specs, read, write }: SettingsForm<Kept>,
): Promise<FormAnswer> {
  const { fields, errors } = desk.words('reminders')
  const readCurrent = async () => {
    const { edition, ...now } = await read()
    return { edition, values: valuesOf(desk, specs, now) }
  }
  const values = typedIn(form, (await readCurrent()).values)
  const seen = seenIn(form)
  const edited = {
    errors: errorsOf(desk, specs, errors),
    values,
    seen,
    subjectId: 'studio',
    readCurrent,
    labels: labelsOf(desk, specs, fields),
  }
  return mendEdited(desk, edited, async () => {
    await write({ ...readFields(desk, specs, values), edition: seen.edition })
    return { location: donePath(here, 'clockSaved') }
  })
}
