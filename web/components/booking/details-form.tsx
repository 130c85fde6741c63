import { Form, useNavigation } from '@remix-run/react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { BookingErrors, BookingValues } from '../../lib/booking-form.server.ts'
import type { FormView } from '../../views/form-view.server.ts'
import { Field } from '../field.tsx'
import { TextAreaField } from '../text-area-field.tsx'
import { PartyFields } from './party-fields.tsx'

/** A form that came back: what was typed, and what was wrong with it. */
export type SentForm = { values: BookingValues; key: string; errors?: BookingErrors }

type DetailsFormProps = {
  form: FormView
  answer: SentForm | undefined
  /** To join a waitlist: nothing is agreed on yet, and nobody is named. */
  isWaiting?: boolean
  /** What else is asked, above the contact details. */
  children?: ReactNode
}

/** What buttons outside the form name it by. */
export const DETAILS_FORM = 'details'

/** Who is coming. What was typed stays, whatever came of it; sending twice books once. */
export function DetailsForm({ form, answer, isWaiting = false, children }: DetailsFormProps) {
  const { key, locale, submitLabel, known, people, family, hasGuests, words } = form
  const element = useRef<HTMLFormElement>(null)
  const navigation = useNavigation()
  const sent = navigation.formData
  const isPending = sent?.has('key') === true && sent.get('intent') !== 'repeat'
  // The first key holds until an answer brings another: the server makes a new one whenever it is asked.
  const [firstKey] = useState(key)
  const errors = answer?.errors ?? {}

  useEffect(() => {
    if (answer?.errors) element.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [answer])

  const field = (name: keyof typeof errors & keyof typeof words) => ({
    name,
    label: words[name],
    error: errors[name],
    isFirstError: Object.keys(errors)[0] === name,
    defaultValue: answer?.values[name] ?? known[name],
  })
  return (
    <Form
      method="post"
      className="form"
      id={DETAILS_FORM}
      ref={element}
      noValidate
      onSubmit={(event) => {
        if (isPending) event.preventDefault()
      }}
    >
      <input type="hidden" name="key" value={answer?.key ?? firstKey} />
      {isWaiting ? <input type="hidden" name="intent" value="wait" /> : null}
      {children}
      <div className="form-pair">
        <Field {...field('firstName')} autoComplete="given-name" isRequired maxLength={80} />
        <Field {...field('lastName')} autoComplete="family-name" isRequired maxLength={80} />
      </div>
      <Field
        {...field('email')}
        type="email"
        autoComplete="email"
        hint={words.emailHint}
        isRequired
        maxLength={254}
      />
      <Field
        {...field('phone')}
        type="tel"
        autoComplete="tel"
        hint={words.phoneHint}
        optional={words.optional}
        maxLength={40}
      />
      <PartyFields
        people={people}
        family={family}
        hasGuests={hasGuests}
        words={words}
        answer={answer}
        isNamed={!isWaiting}
      />
      {isWaiting ? null : (
        <>
          <TextAreaField {...field('notes')} optional={words.optional} maxLength={1000} />
          <Terms form={form} answer={answer} />
        </>
      )}
      <button className="button button-large" type="submit" aria-disabled={isPending} lang={locale}>
        {isPending ? words.pending : submitLabel}
      </button>
    </Form>
  )
}

/** What is agreed on by sending the form. */
function Terms({ form, answer }: Pick<DetailsFormProps, 'form' | 'answer'>) {
  const { people, sms, terms, words } = form
  const isEach = people.length > 0 && terms.isPaid
  return (
    <div className="terms">
      {sms ? (
        <label className="check">
          <input type="checkbox" name="sms" value="yes" defaultChecked={answer?.values.sms === 'yes'} />
          <span>{sms}</span>
        </label>
      ) : null}
      <p className="terms-price">
        {terms.price}
        {isEach ? <span className="soft small"> {words.perPerson}</span> : null}
        {terms.isPaid ? <span className="soft small"> · {words.payThere}</span> : null}
      </p>
      {terms.request ? <p>{terms.request}</p> : null}
      {terms.cancelLine ? <p>{terms.cancelLine}</p> : null}
      {terms.policy ? <p className="soft small">{terms.policy}</p> : null}
    </div>
  )
}
