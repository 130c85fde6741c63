type ReachFieldProps = {
  name: string
  label: string
  options: readonly { value: string; label: string }[]
  defaultValue: string
}

/** How far a right goes: a few steps side by side, one of which is chosen. */
export function ReachField({ name, label, options, defaultValue }: ReachFieldProps) {
  return (
    <fieldset className="area-right">
      <legend className="visually-hidden">{label}</legend>
      <span className="soft small" aria-hidden="true">
        {label}
      </span>
      <span className="reach">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </span>
    </fieldset>
  )
}
