import { useActionData, useNavigation } from '@remix-run/react'
import type { action } from '../../../routes/admin._desk.bookings.new.tsx'
import type { NewBookingPage } from '../../../views/admin/bookings/new-booking-view.server.ts'
import { Field } from '../../field.tsx'
import { TextAreaField } from '../../text-area-field.tsx'
import { CheckField } from '../check-field.tsx'
import { DeskForm } from '../desk-form.tsx'
import { Refusal } from './refusal.tsx'

type NewBookingFormProps = { form: NonNullable<NewBookingPage['form']>; words: NewBookingPage['words'] }

/** What is left to say of a booking once who, what and when are chosen. Pressed twice, it books once. */
export function NewBookingForm({ form, words }: NewBookingFormProps) {
  const answer = useActionData<typeof action>()
  const isPending = useNavigation().state === 'submitting'
  const { errors = {}, values = {}, message } = answer ?? {}
  const refused = answer && 'key' in answer ? answer : undefined
  const reasonError = errors['reason'] ?? errors['override.reason']
  return (
    <DeskForm alert={message}>
      <input type="hidden" name="key" value={refused?.key ?? form.key} />
      {form.blocked || refused?.isBlocked ? (
        <Blocked
          form={form}
          isChecked={Boolean(values['despiteBlock'])}
          isRefused={refused?.isBlocked ?? false}
          words={words}
        />
      ) : null}
      {(refused?.told && !refused.isBlocked) || reasonError ? (
        <Refusal
          told={refused?.told ?? { title: words.refused.title, text: '', instead: [], canOverride: true }}
          button={words.refused.button}
          reason={values['reason']}
          error={reasonError}
          words={words.refused}
        >
          <div className="time-links">
            {refused?.instead.map(({ label, action: to }) => (
              <button className="time-link" key={to} formAction={to} type="submit">
                {label}
              </button>
            ))}
          </div>
        </Refusal>
      ) : null}
      {refused && refused.dates.length > 0 ? (
        <Dates dates={refused.dates} values={values} words={words} />
      ) : null}
      {form.isNew ? <NewClientFields form={form} errors={errors} values={values} words={words} /> : null}
      {form.hasGuests ? (
        <TextAreaField
          name="guests"
          label={words.guests}
          hint={words.guestsHint}
          optional={words.optional}
          defaultValue={values['guests']}
          error={errors['guests']}
        />
      ) : null}
      <TextAreaField
        name="notes"
        label={words.notes}
        hint={words.notesHint}
        optional={words.optional}
        maxLength={1_000}
        defaultValue={values['notes']}
        error={errors['notes']}
      />
      {form.canRepeat ? (
        <Field
          name="count"
          type="number"
          inputMode="numeric"
          min={1}
          max={52}
          label={words.repeat}
          hint={words.repeatHint}
          defaultValue={values['count'] || '1'}
          error={errors['count']}
        />
      ) : null}
      <button className="button" type="submit" aria-disabled={isPending}>
        {isPending ? words.pending : words.button}
      </button>
    </DeskForm>
  )
}

type BlockedState = { isChecked: boolean; isRefused: boolean }

/** Whoever is chosen is blocked: why, and that it is known. */
function Blocked({ form, isChecked, isRefused, words }: NewBookingFormProps & BlockedState) {
  const { blocked, mayDespiteBlock } = form
  return (
    <div className="panel refusal" role="alert">
      <p className="refusal-title">{words.blocked}</p>
      {blocked ? <p>{blocked}</p> : null}
      {mayDespiteBlock ? (
        <CheckField
          name="despiteBlock"
          label={words.despiteBlock}
          defaultValue={isChecked ? 'on' : ''}
          error={isRefused ? words.despiteBlockFirst : undefined}
        />
      ) : (
        <p className="soft">{words.mayNotDespiteBlock}</p>
      )}
    </div>
  )
}

type Typed = {
  errors: Record<string, string>
  values: Record<string, string>
  words: NewBookingPage['words']
}

/** Somebody the studio does not know yet. */
function NewClientFields({ form: { typed }, errors, values, words }: NewBookingFormProps & Typed) {
  const shared = (name: 'firstName' | 'lastName' | 'email' | 'phone') => ({
    name,
    label: words[name],
    defaultValue: values[name] ?? typed?.[name],
    error: errors[`client.${name}`],
    autoComplete: 'off',
  })
  return (
    <>
      <div className="form-inline">
        <Field
          {...shared('firstName')}
          maxLength={80}
          isRequired
          isFirstError={'client.firstName' in errors}
        />
        <Field {...shared('lastName')} maxLength={80} isRequired />
      </div>
      <Field {...shared('phone')} type="tel" optional={words.optional} />
      <Field {...shared('email')} type="email" optional={words.optional} hint={words.emailHint} />
    </>
  )
}

type Dates = NonNullable<
  Extract<ReturnType<typeof useActionData<typeof action>>, { dates: unknown }>
>['dates']

/** The dates of a series of which some cannot be had, and the choice to do without those. */
function Dates({ dates, values, words }: Omit<Typed, 'errors'> & { dates: Dates }) {
  return (
    <div className="panel refusal" role="alert">
      <p className="refusal-title">{words.datesRefused}</p>
      <ul className="lines" aria-label={words.dates}>
        {dates.map(({ on, when, text, isFree }) => (
          <li key={on}>
            {when} – <span className={isFree ? 'soft' : 'grave'}>{text}</span>
          </li>
        ))}
      </ul>
      <label className="check-line">
        <input type="checkbox" name="skip" value="1" defaultChecked={Boolean(values['skip'])} />
        <span>{words.skip}</span>
      </label>
    </div>
  )
}
