import { Field, type FieldProps } from '../field.tsx'

type NumberFieldProps = FieldProps & {
  /** "min", "EUR": said with what it is called. */
  unit?: string
  /** Money has a comma or a point in it. */
  isDecimal?: boolean
}

/** A number, typed: nothing turns it by accident. What it may be, verbs say. */
export function NumberField({ label, unit, isDecimal = false, ...field }: NumberFieldProps) {
  return (
    <Field
      {...field}
      label={unit ? `${label} (${unit})` : label}
      inputMode={isDecimal ? 'decimal' : 'numeric'}
      autoComplete="off"
      maxLength={20}
    />
  )
}
