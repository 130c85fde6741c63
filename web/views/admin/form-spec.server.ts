import { formatTimeOfDay, parseTimeOfDay } from '../../../tenants/availability/local-time.ts'
import type { LocalizedText } from '../../../tenants/studio/get-catalogue.ts'
import type { Choice } from '../../components/admin/choice-list.tsx'
import type { FieldKind, FieldView } from '../../components/admin/field-list.tsx'
import type { Desk } from '../../lib/desk.server.ts'
import {
  checkText,
  durationValues,
  isChecked,
  localizedLabels,
  localizedValues,
  moneyText,
  readDuration,
  readLocalized,
  readMoney,
  readNumber,
  type Values,
} from './form-values.server.ts'

/** One field of a form: what the verb calls it, and in what it is typed. What it may be, the verb says. */
export type FieldSpec = {
  name: string
  kind: FieldKind
  isRequired?: true
  /** What nothing is to the verb, in place of an empty text. */
  isNullable?: true
  options?: readonly Choice[]
  maxLength?: number
}

/** What fields are called, and what they are for. */
export type FieldWords = Readonly<Record<string, { label: string; hint?: string; unit?: string }>>

/** What is kept of what a form is about, by the names of its fields. */
export type Kept = Readonly<Record<string, unknown>>

/** The fields as the page draws them. */
export const fieldViews = (desk: Desk, specs: readonly FieldSpec[], words: FieldWords): FieldView[] =>
  specs.map(({ name, kind, isRequired = false, options = [], maxLength }) => {
    const own = words[name]
    return {
      name,
      kind,
      label: own?.label ?? name,
      hint: own?.hint ?? '',
      unit: kind === 'money' ? desk.studio.currency : (own?.unit ?? ''),
      isRequired,
      options: [...options],
      maxLength: maxLength ?? null,
    }
  })

/** What is in the fields while nothing was typed. */
export const valuesOf = (desk: Desk, specs: readonly FieldSpec[], kept: Kept): Values =>
  Object.assign({}, ...specs.map((spec) => valueOf(desk, spec, kept[spec.name])))

// oxlint-disable-next-line max-params
function valueOf(desk: Desk, { name, kind, options = [] }: FieldSpec, kept: unknown): Values {
  const number = typeof kept === 'number' ? kept : null
  switch (kind) {
    case 'localized':
    case 'localizedLong':
      return localizedValues(name, isObject(kept) ? (kept as LocalizedText) : {}, desk.studio)
    case 'money':
      return { [name]: moneyText(desk, isObject(kept) ? Number(kept['amountMinor']) : null) }
    case 'duration':
      return durationValues(name, number)
    case 'time':
      return { [name]: number === null ? '' : formatTimeOfDay(number) }
    case 'check':
      return { [name]: checkText(kept === true) }
    case 'checks': {
      const chosen = Array.isArray(kept) ? kept : []
      return Object.fromEntries(
        options.map(({ value }) => [`${name}.${value}`, checkText(chosen.includes(value))]),
      )
    }
    case 'numbers':
      return { [name]: Array.isArray(kept) ? kept.join(', ') : '' }
    case 'color':
      return { [`${name}.own`]: checkText(typeof kept === 'string'), [name]: textOf(kept) || '#5b6470' }
    default:
      return { [name]: textOf(kept) }
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const textOf = (kept: unknown): string =>
  typeof kept === 'string' || typeof kept === 'number' ? String(kept) : ''

/** What was typed, as the verbs take it; they say what is wrong with it. `kept` has what the form does not show. */
// oxlint-disable-next-line max-params
export const readFields = (desk: Desk, specs: readonly FieldSpec[], values: Values, kept: Kept = {}): Kept =>
  Object.fromEntries(specs.map((spec) => [spec.name, readField(desk, spec, values, kept[spec.name])]))

// oxlint-disable-next-line max-params
function readField(desk: Desk, spec: FieldSpec, values: Values, kept: unknown): unknown {
  const { name, kind, options = [], isNullable = false } = spec
  const text = (values[name] ?? '').trim()
  switch (kind) {
    case 'localized':
    case 'localizedLong':
      return readLocalized(values, name, isObject(kept) ? (kept as LocalizedText) : {})
    case 'money':
      return readMoney(values, name, desk)
    case 'duration':
      return readDuration(values, name)
    case 'number':
      return readNumber(values, name)
    case 'numbers':
      return text === '' ? [] : text.split(/[\s,;]+/).map(Number)
    case 'time':
      return text === '' ? null : (parseTimeOfDay(text) ?? Number.NaN)
    case 'check':
      return isChecked(values, name)
    case 'checks':
      return options.map(({ value }) => value).filter((value) => isChecked(values, `${name}.${value}`))
    case 'color':
      return isChecked(values, `${name}.own`) ? text.toLowerCase() : null
    default:
      return text === '' && isNullable ? null : text
  }
}

/** What the fields are called, for what compares two editions. */
export const labelsOf = (desk: Desk, specs: readonly FieldSpec[], words: FieldWords): Values =>
  Object.assign({}, ...specs.map((spec) => labelOf(desk, spec, words[spec.name]?.label ?? spec.name)))

// oxlint-disable-next-line max-params
function labelOf(desk: Desk, { name, kind, options = [] }: FieldSpec, label: string): Values {
  const { units } = desk.words('admin').forms
  if (kind === 'localized' || kind === 'localizedLong') return localizedLabels(name, label, desk)
  if (kind === 'duration') return { [name]: label, [`${name}.unit`]: `${label}: ${units.unit}` }
  if (kind === 'checks')
    return Object.fromEntries(options.map((one) => [`${name}.${one.value}`, `${label}: ${one.label}`]))
  return { [name]: label }
}

/** What a value of a field reads like: choices by their names. */
export function showOf(desk: Desk, specs: readonly FieldSpec[]) {
  const { units, yes, no } = desk.words('admin').forms
  return (name: string, value: string): string => {
    const spec = specs.find((one) => one.name === name)
    const chosen = spec?.options?.find((one) => one.value === value)
    if (chosen) return chosen.label
    if (value === 'on') return yes
    if (value === '' && (spec?.kind === 'check' || name.includes('.'))) return spec ? no : ''
    return Object.entries(units).find(([unit]) => name.endsWith('.unit') && unit === value)?.[1] ?? value
  }
}

/** What to say of each field that is wrong: in general, unless there are words for it. */
export function errorsOf(desk: Desk, specs: readonly FieldSpec[], own: Values = {}): Values {
  const { errors } = desk.words('admin').forms
  const general = specs.flatMap(({ name, kind }) => {
    const text = kind in errors ? errors[kind as keyof typeof errors] : errors.text
    return [
      [name, text],
      [`${name}.required`, errors.required],
      [`${name}.too_long`, errors.too_long],
      [`${name}.amountMinor`, text],
    ]
  })
  return { ...Object.fromEntries(general), ...own }
}

/** Which field it is that a verb calls so. */
export const fieldOf = (path: string): string => path.replace(/\.(amountMinor|currency)$/, '')
