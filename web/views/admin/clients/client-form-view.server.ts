import { requireReach, requireStaff } from '../../../../tenants/access/require-staff.ts'
import { changeClient } from '../../../../tenants/clients/change-client.ts'
import { createClient, type NewClient } from '../../../../tenants/clients/create-client.ts'
import type { CustomFieldKind } from '../../../../tenants/clients/custom-fields/custom-field-input.ts'
import { listCustomFields } from '../../../../tenants/clients/custom-fields/list-custom-fields.ts'
import { getClientRecord, type ClientRecord } from '../../../../tenants/clients/get-client-record.ts'
import { listClientGroups } from '../../../../tenants/clients/list-client-groups.ts'
import type { Choice } from '../../../components/admin/choice-list.tsx'
import { LONGEST_VALUE } from '../../../../tenants/clients/custom-fields/field-values.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { languageNames } from '../../../lib/shell.server.ts'
import { nameOf } from '../clients-view.server.ts'
import { mendEdited } from '../edited.server.ts'
import {
  errorsOf,
  fieldViews,
  labelsOf,
  readFields,
  showOf,
  valuesOf,
  type FieldSpec,
  type FieldWords,
} from '../form-spec.server.ts'
import { languagesOf, seenIn, typedIn } from '../form-values.server.ts'
import { titleOf } from '../page-title.server.ts'
import { seenText } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'
import { clientPath, clientsPath } from './client-paths.server.ts'

type Parts = Record<'contact' | 'about' | 'own', FieldSpec[]>
type Asked = { parts: Parts; specs: FieldSpec[]; labels: FieldWords }

/** What a client's form asks: the same of everybody, and what the studio wants to know besides. */
async function readAsked(desk: Desk): Promise<Asked> {
  const { ctx, mayAny, studio, text, words } = desk
  const { edit, levels } = words('deskClients')
  const none: Choice = { value: '', label: edit.none }
  const [own, groups] = await Promise.all([
    listCustomFields(ctx),
    mayAny('clients:change') ? listClientGroups(ctx) : [],
  ])
  const languages = studio.locales.map((value) => ({ value, label: languageNames[value] }))
  const parts: Parts = {
    contact: [
      { name: 'firstName', kind: 'text', maxLength: 80 },
      { name: 'lastName', kind: 'text', maxLength: 80 },
      { name: 'email', kind: 'text', isNullable: true, maxLength: 254 },
      { name: 'phone', kind: 'text', isNullable: true, maxLength: 40 },
      { name: 'bornOn', kind: 'date', isNullable: true },
      { name: 'locale', kind: 'select', options: languages },
      ...(groups.length > 0
        ? [
            {
              name: 'clientGroupId',
              kind: 'select',
              isNullable: true,
              options: [none, ...groups.map(({ id, name }) => ({ value: id, label: text(name) }))],
            } as const,
          ]
        : []),
    ],
    about: [
      {
        name: 'fitnessLevel',
        kind: 'select',
        isNullable: true,
        options: [none, ...Object.entries(levels).map(([value, label]) => ({ value, label }))],
      },
      { name: 'goals', kind: 'long', isNullable: true, maxLength: 2_000 },
      { name: 'preferences', kind: 'long', isNullable: true, maxLength: 2_000 },
    ],
    own: own.map(({ id, kind, choices }) => ({
      name: `fields.${id}`,
      isNullable: true,
      ...specOf(desk, { kind, choices }),
    })),
  }
  const ownLabels = own.map(({ id, label }) => [`fields.${id}`, { label: text(label) }])
  return {
    parts,
    specs: Object.values(parts).flat(),
    labels: { ...edit.fields, ...Object.fromEntries(ownLabels) },
  }
}

type OwnField = { kind: CustomFieldKind; choices: readonly string[] }

function specOf(
  { words }: Desk,
  { kind, choices }: OwnField,
): Pick<FieldSpec, 'kind' | 'options' | 'maxLength'> {
  const { none, yes, no } = words('deskClients').edit
  const empty = { value: '', label: none }
  if (kind === 'date') return { kind: 'date' }
  if (kind === 'choice') {
    return { kind: 'select', options: [empty, ...choices.map((value) => ({ value, label: value }))] }
  }
  if (kind === 'yes_no') {
    return { kind: 'select', options: [empty, { value: 'yes', label: yes }, { value: 'no', label: no }] }
  }
  return { kind: 'text', maxLength: kind === 'text' ? LONGEST_VALUE : 22 }
}

const newClient = ({ studio }: Desk) => ({ locale: studio.defaultLocale })

const keptOf = ({ client, fields }: ClientRecord): Readonly<Record<string, unknown>> => ({
  ...client,
  ...Object.fromEntries(Object.entries(fields).map(([id, value]) => [`fields.${id}`, value])),
})

const readRecord = ({ ctx, params }: Desk) => getClientRecord(ctx, { clientId: params['client'] ?? '' })

/** The form of a client, new or there already. */
export async function clientFormPage(desk: Desk) {
  const { ctx, params, words } = desk
  const isNew = params['client'] === undefined
  if (isNew) requireStaff(ctx, 'clients:change')
  else requireReach(ctx, 'clients:change')
  const { edit } = words('deskClients')
  const [record, { parts, specs, labels }] = await Promise.all([
    isNew ? undefined : readRecord(desk),
    readAsked(desk),
  ])
  const title = record ? nameOf(desk, record.client).name : edit.newTitle
  const values = valuesOf(desk, specs, record ? keptOf(record) : newClient(desk))
  return {
    pageTitle: titleOf(desk, title),
    title,
    isNew,
    back: record
      ? { href: clientPath(record.client.id), label: title }
      : { href: clientsPath, label: words('admin').clients.title },
    edition: record ? seenText(record.client.edition, values) : '',
    parts: (['contact', 'about', 'own'] as const)
      .map((key) => ({ key, title: edit[key], fields: fieldViews(desk, parts[key], labels) }))
      .filter(({ fields }) => fields.length > 0),
    values,
    languages: languagesOf(desk),
    words: {
      ...edit,
      save: isNew ? edit.make : words('admin').desk.save,
      units: words('admin').forms.units,
    },
  }
}

/** Writes down a client, or changes what is known of one. */
export async function clientFormAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, params, request, words } = desk
  const { edit } = words('deskClients')
  const form = await readForm(request)
  const clientId = params['client']
  const { specs, labels } = await readAsked(desk)
  const values = typedIn(form, valuesOf(desk, specs, newClient(desk)))
  const seen = seenIn(form)
  const input = toInput(readFields(desk, specs, values))
  return mendEdited(
    desk,
    {
      errors: errorsOf(desk, specs, edit.errors),
      values,
      seen,
      subjectId: clientId ?? '',
      readCurrent: async () => {
        const record = await readRecord(desk)
        return { edition: record.client.edition, values: valuesOf(desk, specs, keptOf(record)) }
      },
      labels: labelsOf(desk, specs, labels),
      show: showOf(desk, specs),
    },
    async () => {
      if (clientId === undefined) {
        const { id } = await createClient(ctx, input)
        return { location: donePath(clientPath(id), 'clientMade') }
      }
      await changeClient(ctx, { clientId, ...input, edition: seen.edition })
      return { location: donePath(clientPath(clientId), 'saved') }
    },
  )
}

/** What was typed, as the verbs take it; of another sort than they do, they say so. */
function toInput(typed: Readonly<Record<string, unknown>>): NewClient {
  const entries = Object.entries(typed)
  const own = entries.filter(([name]) => name.startsWith('fields.'))
  const fields = Object.fromEntries(own.map(([name, value]) => [name.slice('fields.'.length), value]))
  return { ...Object.fromEntries(entries.filter((entry) => !own.includes(entry))), fields } as NewClient
}
