import type { FormView } from '../../views/form-view.server.ts'
import { Field } from '../field.tsx'
import { TextAreaField } from '../text-area-field.tsx'
import type { SentForm } from './details-form.tsx'
import { PartySize } from './party-size.tsx'

type PartyFieldsProps = Pick<FormView, 'people' | 'family' | 'hasGuests' | 'words'> & {
  answer: SentForm | undefined
  /** Whether it is asked who they are, or only how many. */
  isNamed: boolean
}

/** Who else comes, and whether somebody comes instead. */
export function PartyFields({ people, family, hasGuests, words, answer, isNamed }: PartyFieldsProps) {
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
      <PartySize
        people={people}
        label={words.party}
        hint={errors.people ?? words.partyHint}
        value={answer?.values.people || '1'}
      />
      {hasGuests && isNamed ? (
        <div className="party-names">
          <TextAreaField
            {...field('guests', words.guestNames)}
            optional={words.optional}
            hint={words.guestHint}
          />
        </div>
      ) : null}
      {isNamed ? (
        <PartySize
          name="attendee"
          people={family}
          label={words.whoComes}
          value={answer?.values.attendee ?? ''}
        />
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
