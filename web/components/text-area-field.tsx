import { FieldFrame } from './field-frame.tsx'
import type { FieldProps } from './field.tsx'

/** Several lines of text, with their label, their hint and their error. */
export function TextAreaField({
  name,
  id = name,
  label,
  hint,
  optional,
  error,
  isRequired = false,
  isFirstError = false,
  rows = 3,
  ...area
}: FieldProps & { maxLength?: number; rows?: number }) {
  const focus = { autoFocus: isFirstError }
  return (
    <FieldFrame id={id} label={label} hint={hint} optional={optional} error={error}>
      {(control) => (
        <textarea
          {...control}
          name={name}
          className="field-input"
          required={isRequired}
          {...focus}
          rows={rows}
          {...area}
        />
      )}
    </FieldFrame>
  )
}
