import type { FormView } from '../../views/form-view.server.ts'
import { Field } from '../field.tsx'
import type { SentForm } from './details-form.tsx'

type PartyFieldsProps = Pick<FormView, 'people' | 'words'> & {
  answer: SentForm | undefined
  /** Whether it is asked who they are, or only how many. */
  isNamed: boolean
}

/** Who else comes, and whether somebody comes instead. */
export function PartyFields({ people, words, answer, isNamed }: PartyFieldsProps) {
  const errors = answer?.errors ?? {}
  const field = (name: 'guests' | 'attendeeFirstName' | 'attendeeLastName', label: string) => ({
    name,
    label,
    error: errors[name],
    isFirstError: Object.keys(errors)[0] === name,
    defaultValue: answer?.values[name],
  })
  const isForOther = Boolean(answer?.values.attendeeFirstName || answer?.values.attendeeLastName)
  return (
    <>
      {people.length > 0 ? (
        <div className="field">
          <label className="field-label" htmlFor="people">
            {words.party}
          </label>
          <select
            className="field-input"
            id="people"
            name="people"
            defaultValue={answer?.values.people || '1'}
          >
            {people.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <p className="field-hint">{errors.people ?? words.partyHint}</p>
        </div>
      ) : null}
      {people.length > 0 && isNamed ? (
        <div className="party-names">
          <Field
            {...field('guests', words.guestNames)}
            isLong
            optional={words.optional}
            hint={words.guestHint}
          />
        </div>
      ) : null}
      {isNamed ? (
        <details className="more" open={isForOther || undefined}>
          <summary className="more-title">{words.someoneElse}</summary>
          <p className="field-hint">{words.attendeeHint}</p>
          <div className="form-pair">
            <Field {...field('attendeeFirstName', words.attendeeFirstName)} maxLength={80} />
            <Field {...field('attendeeLastName', words.attendeeLastName)} maxLength={80} />
          </div>
        </details>
      ) : null}
    </>
  )
}
