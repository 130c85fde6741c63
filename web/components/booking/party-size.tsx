import type { FormView } from '../../views/form-view.server.ts'

type PartySizeProps = {
  name?: string
  people: FormView['people']
  label: string
  hint?: string
  value: string
}

/** How many are coming, or who: nothing where there is no choice. */
export function PartySize({ name = 'people', people, label, hint, value }: PartySizeProps) {
  if (people.length === 0) return null
  return (
    <div className="field">
      <label className="field-label" htmlFor={name}>
        {label}
      </label>
      <select className="field-input" id={name} name={name} defaultValue={value}>
        {people.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint ? <p className="field-hint">{hint}</p> : null}
    </div>
  )
}
