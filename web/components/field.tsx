import type { InputHTMLAttributes } from 'react'

type FieldProps = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'type' | 'autoComplete' | 'maxLength' | 'inputMode' | 'autoCapitalize' | 'spellCheck'
> & {
  name: string
  /** Where a page has several forms; else its name. */
  id?: string
  label: string
  hint?: string
  /** The word that marks a field as optional. */
  optional?: string
  error: string | undefined
  defaultValue: string | undefined
  isRequired?: boolean
  isFirstError?: boolean
  /** Several lines. */
  isLong?: boolean
}

/** A labelled input with its hint and its error, tied together for those who hear the page. */
export function Field({
  name,
  id = name,
  label,
  hint,
  optional,
  error,
  isRequired = false,
  isFirstError = false,
  isLong = false,
  ...rest
}: FieldProps) {
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  const shared = {
    id,
    name,
    className: 'field-input',
    required: isRequired,
    'aria-invalid': error ? true : undefined,
    // Without scripts this is what takes the visitor to what has to be mended.
    autoFocus: isFirstError,
    'aria-describedby': described || undefined,
    ...rest,
  }
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        {optional ? <span className="field-optional"> {optional}</span> : null}
      </label>
      {isLong ? <textarea {...textareaOf(shared)} rows={3} /> : <input {...shared} />}
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
    </div>
  )
}

function textareaOf<Props extends { type?: unknown }>({ type: _type, ...props }: Props): Omit<Props, 'type'> {
  return props
}
