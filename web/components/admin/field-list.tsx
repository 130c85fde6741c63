import { SelectField } from '../access/select-field.tsx'
import { Field } from '../field.tsx'
import { TextAreaField } from '../text-area-field.tsx'
import { CheckField } from './check-field.tsx'
import { ChoiceList, type Choice } from './choice-list.tsx'
import { DateField } from './date-field.tsx'
import { DurationField, type DurationWords } from './duration-field.tsx'
import type { FormField } from './form-fields.ts'
import { LocalizedField, type Language } from './localized-field.tsx'
import { MoneyField } from './money-field.tsx'
import { NumberField } from './number-field.tsx'

export type FieldKind =
  | 'text'
  | 'long'
  | 'localized'
  | 'localizedLong'
  | 'number'
  | 'numbers'
  | 'money'
  | 'duration'
  | 'check'
  | 'checks'
  | 'choice'
  | 'select'
  | 'date'
  | 'time'
  | 'color'

/** One field as `views/admin/form-spec.server.ts` makes it of its words. */
export type FieldView = {
  name: string
  kind: FieldKind
  label: string
  hint: string
  unit: string
  isRequired: boolean
  options: Choice[]
  maxLength: number | null
}

export type FieldListProps = {
  fields: readonly FieldView[]
  /** Of `formFields`. */
  field: (name: string) => FormField
  languages: readonly Language[]
  units: DurationWords
}

/** The fields of a part of a form, each as its kind is typed. */
export function FieldList({ fields, ...shared }: FieldListProps) {
  return (
    <>
      {fields.map((view) => (
        <div className="field-slot" data-field={view.name} key={view.name}>
          <AnyField view={view} {...shared} />
        </div>
      ))}
    </>
  )
}

type AnyFieldProps = Omit<FieldListProps, 'fields'> & { view: FieldView }

function AnyField({ view, field, languages, units }: AnyFieldProps) {
  const { name, kind, label, hint, unit, isRequired, options, maxLength } = view
  const own = field(name)
  const frame = { ...own, label, isRequired, ...(hint ? { hint } : {}) }
  const length = maxLength === null ? {} : { maxLength }
  switch (kind) {
    case 'localized':
    case 'localizedLong':
      return (
        <LocalizedField
          name={name}
          label={label}
          languages={languages}
          field={field}
          isRequired={isRequired}
          isLong={kind === 'localizedLong'}
          {...(hint ? { hint } : {})}
          {...length}
        />
      )
    case 'long':
      return <TextAreaField {...frame} {...length} />
    case 'number':
      return <NumberField {...frame} {...(unit ? { unit } : {})} />
    case 'money':
      return <MoneyField {...frame} currency={unit} />
    case 'duration':
      return (
        <DurationField name={name} label={label} field={field} units={units} {...(hint ? { hint } : {})} />
      )
    case 'check':
      return <CheckField {...frame} />
    case 'checks':
      return <CheckList view={view} field={field} />
    case 'choice':
      return <ChoiceList {...own} legend={label} choices={options} />
    case 'select':
      return <SelectField {...frame} options={options} />
    case 'date':
      return <DateField {...frame} />
    case 'time':
      return <Field {...frame} type="time" autoComplete="off" />
    case 'color':
      return <ColorChoice view={view} field={field} />
    default:
      return <Field {...frame} autoComplete="off" {...length} />
  }
}

type OwnFieldProps = Pick<AnyFieldProps, 'view' | 'field'>

/** Several of a few, each ticked or not. */
function CheckList({ view: { name, label, hint, options }, field }: OwnFieldProps) {
  const { error } = field(name)
  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      {hint ? <p className="field-hint">{hint}</p> : null}
      <div className="check-grid">
        {options.map((option) => (
          <CheckField key={option.value} {...field(`${name}.${option.value}`)} label={option.label} />
        ))}
      </div>
      {error ? <p className="field-error">{error}</p> : null}
    </fieldset>
  )
}

/** A colour of one's own, or whichever comes. */
function ColorChoice({ view: { name, label, unit }, field }: OwnFieldProps) {
  const { defaultValue } = field(name)
  return (
    <div className="color-choice">
      <CheckField {...field(`${name}.own`)} label={label} error={field(name).error} />
      <input type="color" name={name} defaultValue={defaultValue} aria-label={unit} />
    </div>
  )
}
