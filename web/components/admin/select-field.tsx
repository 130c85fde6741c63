export type Option = { value: string; label: string }

type SelectFieldProps = {
  name: string
  label: string
  options: readonly Option[]
  defaultValue: string | undefined
  /** The choice of none; without it one is always chosen. */
  empty?: string
  hint?: string
  error?: string | undefined
}

/** A labelled choice among many, with its hint and its error. */
export function SelectField({ name, label, options, defaultValue, empty, hint, error }: SelectFieldProps) {
  const described = [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label className="field-label" htmlFor={name}>
        {label}
      </label>
      <select
        className="select"
        id={name}
        name={name}
        defaultValue={defaultValue ?? ''}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      >
        {empty === undefined ? null : <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint ? (
        <p className="field-hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${name}-error`}>
          {error}
        </p>
      ) : null}
    </div>
  )
}
