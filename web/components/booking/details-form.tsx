import { Form, useNavigation } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import type { BookAnswer } from '../../views/book-answer.server.ts'
import type { DetailsView } from '../../views/details-view.server.ts'
import { Field } from '../field.tsx'

type DetailsFormProps = { view: DetailsView; answer: BookAnswer | undefined }

/** Who is coming. What was typed stays, whatever came of it; sending twice books once. */
export function DetailsForm({ view, answer }: DetailsFormProps) {
  const { words, locale } = view
  const form = useRef<HTMLFormElement>(null)
  const navigation = useNavigation()
  const isPending = navigation.state !== 'idle' && navigation.formMethod === 'POST'
  // The first key holds until an answer brings another: the server makes a new one whenever it is asked.
  const [firstKey] = useState(view.key)
  const errors = answer?.kind === 'invalid' ? answer.errors : {}
  const values = answer?.values

  useEffect(() => {
    if (answer?.kind === 'invalid') form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [answer])

  const field = (name: keyof BookAnswer['values']) => ({
    name,
    label: words[name],
    error: errors[name],
    isFirstError: Object.keys(errors)[0] === name,
    defaultValue: values?.[name],
  })
  return (
    <Form
      method="post"
      className="form"
      ref={form}
      noValidate
      onSubmit={(event) => {
        if (isPending) event.preventDefault()
      }}
    >
      <input type="hidden" name="key" value={answer?.key ?? firstKey} />
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
      <Field {...field('notes')} isLong optional={words.optional} maxLength={1000} />
      <Terms view={view} />
      <button className="button button-large" type="submit" aria-disabled={isPending} lang={locale}>
        {isPending ? words.pending : view.submitLabel}
      </button>
    </Form>
  )
}

/** What it costs and how to get out of it, right above the button. */
function Terms({ view: { summary, policy, words } }: { view: DetailsView }) {
  return (
    <div className="terms">
      <p className="terms-price">
        {summary.price}
        {summary.isPaid ? <span className="soft small"> {words.payThere}</span> : null}
      </p>
      {summary.policy ? <p>{summary.policy}</p> : null}
      {summary.isPaid && policy ? <p className="soft small">{policy}</p> : null}
    </div>
  )
}
