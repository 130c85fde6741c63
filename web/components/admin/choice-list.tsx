import type { ReactNode } from 'react'

export type Choice = { value: string; label: string; text?: string }

type ChoiceListProps = {
  name: string
  legend: string
  choices: readonly Choice[]
  defaultValue: string | undefined
  error?: string | undefined
  /** What belongs to a choice, below it. */
  children?: ReactNode
}

/** A choice among few, each with a line of what it means. */
export function ChoiceList({ name, legend, choices, defaultValue, error, children }: ChoiceListProps) {
  return (
    <fieldset className="field" aria-describedby={error ? `${name}-error` : undefined}>
      <legend className="field-label">{legend}</legend>
      <div className="choices">
        {choices.map(({ value, label, text }) => (
          <label className="choice" key={value}>
            <input type="radio" name={name} value={value} defaultChecked={value === defaultValue} />
            <span className="choice-name">{label}</span>
            {text ? <span className="choice-text">{text}</span> : null}
          </label>
        ))}
      </div>
      {error ? (
        <p className="field-error" id={`${name}-error`}>
          {error}
        </p>
      ) : null}
      {children}
    </fieldset>
  )
}
