import { FieldFrame, type FieldFrameProps } from '../field-frame.tsx'

export type Option = { value: string; label: string }

type SelectFieldProps = Omit<FieldFrameProps, 'id'> & {
  name: string
  /** Where a page has several forms; else its name. */
  id?: string
  options: readonly Option[]
  defaultValue: string | undefined
  /** The choice of none; without it one is always chosen. */
  empty?: string
}

/** A labelled choice among many, with its hint and its error. */
export function SelectField(props: SelectFieldProps) {
  const { name, id = name, options, defaultValue, empty, ...frame } = props
  return (
    <FieldFrame id={id} {...frame}>
      {(control) => (
        <select {...control} className="field-input" name={name} defaultValue={defaultValue ?? ''}>
          {empty === undefined ? null : <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  )
}
