import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { locales } from '../../../../tenants/studio/get-catalogue.ts'
import { changeSettings } from '../../../../tenants/studio/change-settings.ts'
import { getSettings } from '../../../../tenants/studio/get-settings.ts'
import type { SettingsChange } from '../../../../tenants/studio/settings-input.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { languageNames } from '../../../lib/shell.server.ts'
import { mendEdited } from '../edited.server.ts'
import {
  errorsOf,
  fieldViews,
  labelsOf,
  readFields,
  showOf,
  valuesOf,
  type FieldSpec,
} from '../form-spec.server.ts'
import { isChecked, languagesOf, seenIn, typedIn } from '../form-values.server.ts'
import { titleOf } from '../page-title.server.ts'
import { seenText } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'

const HOME = '/admin/settings'

type SettingsGroup = { key: 'studio' | 'languages' | 'money' | 'rules'; fields: FieldSpec[] }

/** What is asked about the studio as a whole. */
function settingsGroups({ format }: Desk): SettingsGroup[] {
  const languages = locales.map((locale) => ({ value: locale, label: languageNames[locale] }))
  const currencyName = new Intl.DisplayNames(format.tag, { type: 'currency' })
  const weekday = (iso: number) => format.weekday(`2024-01-0${iso}`)
  return [
    {
      key: 'studio',
      fields: [
        { name: 'studioName', kind: 'localized', isRequired: true, maxLength: 120 },
        { name: 'contactEmail', kind: 'text', isRequired: true, maxLength: 254 },
        { name: 'contactPhone', kind: 'text', isNullable: true, maxLength: 40 },
      ],
    },
    {
      key: 'languages',
      fields: [
        { name: 'locales', kind: 'checks', options: languages },
        { name: 'defaultLocale', kind: 'select', options: languages },
      ],
    },
    {
      key: 'money',
      fields: [
        {
          name: 'currency',
          kind: 'select',
          options: Intl.supportedValuesOf('currency').map((code) => ({
            value: code,
            label: `${code} · ${currencyName.of(code) ?? ''}`,
          })),
        },
        { name: 'keepsPrices', kind: 'check' },
      ],
    },
    {
      key: 'rules',
      fields: [
        {
          name: 'weekStartsOn',
          kind: 'select',
          // 1 January 2024 was a Monday.
          options: [1, 2, 3, 4, 5, 6, 7].map((iso) => ({ value: String(iso), label: weekday(iso) })),
        },
        { name: 'quietFromMinute', kind: 'time' },
        { name: 'quietUntilMinute', kind: 'time' },
        { name: 'allowsClientOverlap', kind: 'check' },
        { name: 'maxWaitlistEntries', kind: 'number' },
      ],
    },
  ]
}

const specsOf = (desk: Desk) => settingsGroups(desk).flatMap(({ fields }) => fields)

/** The form of what holds for the studio as a whole. */
export async function settingsPage(desk: Desk) {
  const { ctx, mayAny, words } = desk
  requireStaff(ctx, 'settings:view')
  const labels = words('setupSettings')
  const settings = await getSettings(ctx)
  const values = valuesOf(desk, specsOf(desk), { ...settings })
  return {
    pageTitle: titleOf(desk, labels.title),
    edition: seenText(settings.edition, values),
    mayChange: mayAny('settings:change'),
    groups: settingsGroups(desk).map(({ key, fields }) => ({
      key,
      ...labels.groups[key],
      fields: fieldViews(desk, fields, labels.fields),
    })),
    languages: languagesOf(desk),
    values,
    words: { ...labels, units: words('admin').forms.units, save: words('admin').desk.save },
  }
}

export async function settingsAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const labels = words('setupSettings')
  const specs = specsOf(desk)
  const before = await getSettings(ctx)
  const values = typedIn(form, valuesOf(desk, specs, { ...before }))
  const typed = readFields(desk, specs, values, { ...before })
  const seen = seenIn(form)
  const change = {
    ...typed,
    weekStartsOn: Number(typed['weekStartsOn']),
    keepsPrices: isChecked(values, 'keepsPrices'),
    edition: seen.edition,
    // Of another sort than the verb takes, it says so.
  } as SettingsChange
  return mendEdited(
    desk,
    {
      errors: errorsOf(desk, specs, labels.errors),
      values,
      seen,
      subjectId: 'studio',
      readCurrent: async () => {
        const now = await getSettings(ctx)
        return { edition: now.edition, values: valuesOf(desk, specs, { ...now }) }
      },
      labels: labelsOf(
        desk,
        specs.filter(({ name }) => name !== 'keepsPrices'),
        labels.fields,
      ),
      show: showOf(desk, specs),
    },
    async () => {
      await changeSettings(ctx, change)
      return { location: donePath(HOME, 'saved') }
    },
  )
}
