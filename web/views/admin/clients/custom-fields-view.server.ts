import { customFieldKinds } from '../../../../tenants/clients/custom-fields/custom-field-input.ts'
import type { CustomFieldInput } from '../../../../tenants/clients/custom-fields/custom-field-input.ts'
import { changeCustomField } from '../../../../tenants/clients/custom-fields/change-custom-field.ts'
import { createCustomField } from '../../../../tenants/clients/custom-fields/create-custom-field.ts'
import { deleteCustomField } from '../../../../tenants/clients/custom-fields/delete-custom-field.ts'
import {
  findCustomField,
  listCustomFields,
} from '../../../../tenants/clients/custom-fields/list-custom-fields.ts'
import { requireReach, requireStaff } from '../../../../tenants/access/require-staff.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { fieldViews, readFields, valuesOf, type FieldSpec } from '../form-spec.server.ts'
import { languagesOf, typedIn } from '../form-values.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { clientsPath } from './client-paths.server.ts'

const HERE = `${clientsPath}/fields`

/** What else the studio asks of its clients, and a form for one thing more. */
export async function customFieldsPage(desk: Desk) {
  const { ctx, mayAny, text, words } = desk
  requireReach(ctx, 'clients:view')
  const labels = words('deskClients').fields
  const mayChange = mayAny('settings:change')
  return {
    ...formOf(desk, specsOf(desk, true), { kind: 'text' }),
    pageTitle: titleOf(desk, labels.title),
    back: { href: clientsPath, label: words('admin').clients.title },
    own: (await listCustomFields(ctx)).map(({ id, kind, label, choices }) => ({
      id,
      label: text(label),
      kind: labels.kinds[kind],
      choices: choices.join(' · '),
      href: mayChange ? `${HERE}/${id}` : null,
    })),
    mayChange,
    words: labels,
  }
}

/** One of them, to be changed. */
export async function customFieldPage(desk: Desk) {
  const { ctx, params, text, words } = desk
  requireStaff(ctx, 'settings:change')
  const labels = words('deskClients').fields
  const field = await findCustomField(ctx, params['field'] ?? '')
  const specs = specsOf(desk, false).filter(({ name }) => name !== 'choices' || field.kind === 'choice')
  return {
    ...formOf(desk, specs, { ...field, choices: field.choices.join('\n') }),
    pageTitle: titleOf(desk, labels.changeTitle),
    title: text(field.label),
    back: { href: HERE, label: labels.title },
    words: { ...labels, save: words('admin').desk.save },
  }
}

function specsOf({ words }: Desk, isNew: boolean): FieldSpec[] {
  const { kinds } = words('deskClients').fields
  const options = customFieldKinds.map((value) => ({ value, label: kinds[value] }))
  return [
    { name: 'label', kind: 'localized', isRequired: true, maxLength: 120 },
    ...(isNew ? [{ name: 'kind', kind: 'select', options } as const] : []),
    { name: 'choices', kind: 'long' },
  ]
}

// oxlint-disable-next-line max-params
function formOf(desk: Desk, specs: readonly FieldSpec[], kept: Readonly<Record<string, unknown>>) {
  const { label, kind, choices, choicesHint } = desk.words('deskClients').fields
  const words = { label: { label }, kind: { label: kind }, choices: { label: choices, hint: choicesHint } }
  return {
    fields: fieldViews(desk, specs, words),
    values: valuesOf(desk, specs, kept),
    languages: languagesOf(desk),
    units: desk.words('admin').forms.units,
  }
}

/** Makes a field. */
export async function newFieldAnswer(desk: Desk): Promise<FormAnswer> {
  const { typed, said } = await readTyped(desk, true)
  return mend<FormAnswer>(desk, said, async () => {
    await createCustomField(desk.ctx, typed)
    return { location: donePath(HERE, 'fieldMade') }
  })
}

/** Changes a field, or takes it away. */
export async function fieldAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, params } = desk
  const fieldId = params['field'] ?? ''
  const { typed, said, intent } = await readTyped(desk, false)
  return mend<FormAnswer>(desk, said, async () => {
    if (intent === 'delete') {
      await deleteCustomField(ctx, { fieldId })
      return { location: donePath(HERE, 'fieldDeleted') }
    }
    const { label, choices } = typed
    await changeCustomField(ctx, { fieldId, label, choices })
    return { location: donePath(HERE, 'saved') }
  })
}

async function readTyped(desk: Desk, isNew: boolean) {
  const form = await readForm(desk.request)
  const specs = specsOf(desk, isNew)
  const values = typedIn(form, valuesOf(desk, specs, {}))
  const { choices, ...rest } = readFields(desk, specs, values)
  const lines = String(choices)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const { errors } = desk.words('deskClients').fields
  return {
    // Of another sort than the verb takes, it says so.
    typed: { ...rest, choices: lines } as CustomFieldInput,
    said: { errors: { ...errors, ...atChoices(errors.choices) }, values },
    intent: form.text('intent'),
  }
}

/** What is wrong with one of the lines is said below all of them. */
const atChoices = (text: string) => ({ 'choices.required': text, 'choices.invalid': text })
