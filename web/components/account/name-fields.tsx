import { Field } from '../field.tsx'

type Names = { firstName: string; lastName: string }
type NameFieldsProps = {
  /** Tells the fields of one form on the page from those of another. */
  id: string
  words: Names
  values?: Names
  /** The form that came back. */
  answer: { values: Record<string, string>; errors: Record<string, string> } | undefined
}

/** First and last name of somebody of the family: nobody whom the browser could fill in. */
export function NameFields({ id, words, values, answer }: NameFieldsProps) {
  const errors = answer?.errors ?? {}
  const field = (name: keyof Names) => ({
    id: `${id}-${name}`,
    name,
    label: words[name],
    error: errors[name],
    isFirstError: Object.keys(errors)[0] === name,
    defaultValue: answer?.values[name] ?? values?.[name],
  })
  return (
    <div className="form-pair">
      <Field {...field('firstName')} autoComplete="off" isRequired maxLength={80} />
      <Field {...field('lastName')} autoComplete="off" isRequired maxLength={80} />
    </div>
  )
}
