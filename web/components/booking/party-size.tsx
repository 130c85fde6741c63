import type { FormView } from '../../views/form-view.server.ts'

type PartySizeProps = {
  people: FormView['people']
  label: string
  hint?: string
  value: string
}

/** How many are coming; nothing where it is for one. */
export function PartySize({ people, label, hint, value }: PartySizeProps) {
  if (people.length === 0) return null
  return (
    <div className="field">
      <label className="field-label" htmlFor="people">
        {label}
      </label>
      <select className="field-input" id="people" name="people" defaultValue={value}>
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
