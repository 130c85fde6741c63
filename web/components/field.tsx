import type { InputHTMLAttributes } from 'react'
import { FieldFrame, type FieldFrameProps } from './field-frame.tsx'

/** What fields of every kind are told. */
export type FieldProps = Omit<FieldFrameProps, 'id'> & {
  name: string
  /** Where a page has several forms; else its name. */
  id?: string
  error: string | undefined
  defaultValue: string | undefined
  isRequired?: boolean
  /** Without scripts this is what takes the visitor to what has to be mended. */
  isFirstError?: boolean
}

type InputProps = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  | 'type'
  | 'autoComplete'
  | 'maxLength'
  | 'inputMode'
  | 'autoCapitalize'
  | 'spellCheck'
  | 'list'
  | 'min'
  | 'max'
>

/** A labelled input with its hint and its error. */
export function Field({
  name,
  id = name,
  label,
  hint,
  optional,
  error,
  isRequired = false,
  isFirstError = false,
  ...input
}: FieldProps & InputProps) {
  const focus = { autoFocus: isFirstError }
  return (
    <FieldFrame id={id} label={label} hint={hint} optional={optional} error={error}>
      {(control) => (
        <input {...control} name={name} className="field-input" required={isRequired} {...focus} {...input} />
      )}
    </FieldFrame>
  )
}
