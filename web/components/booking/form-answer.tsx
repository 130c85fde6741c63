import { Form, useNavigation } from '@remix-run/react'
import { useEffect, useRef, type ReactNode } from 'react'
import type { BookAnswer } from '../../views/book-answer.server.ts'
import type { FormView } from '../../views/form-view.server.ts'
import { Link } from '../link.tsx'

type Words = FormView['words']
type FormAnswerProps = {
  answer: BookAnswer & { reasonTitle: string }
  words: Words
  /** Where there is something else to choose, and what that is called. */
  otherHref: string
  otherLabel?: string
}

/** Whether the form can be sent again as it is: else the answer has the only ways on. */
export const keepsForm = ({ kind }: BookAnswer): boolean =>
  kind === 'invalid' || kind === 'full' || kind === 'unavailable' || kind === 'reused'

/** What became of a form that did not end in a booking, and the way on from there. */
export function FormAnswer({ answer, words, otherHref, otherLabel = words.anotherTime }: FormAnswerProps) {
  if (answer.kind === 'invalid')
    return (
      <p className="form-errors" role="alert">
        {words.formErrors}
      </p>
    )
  if (answer.kind === 'taken') return <Taken answer={answer} words={words} otherHref={otherHref} />
  if (answer.kind === 'unknown') return <Unknown answer={answer} words={words} />
  const told = {
    refused: [answer.reasonTitle, answer.kind === 'refused' ? answer.reason : ''],
    full: [words.fullTitle, words.fullHint],
    unavailable: [words.unavailableTitle, words.unavailableText],
    reused: [words.reusedTitle, words.reusedText],
  }
  const [title = '', text = ''] = told[answer.kind]
  return (
    <Alert title={title} level={keepsForm(answer) ? 'h2' : 'h1'}>
      <p>{text}</p>
      {answer.kind === 'refused' ? (
        <Link className="button" to={otherHref}>
          {otherLabel}
        </Link>
      ) : null}
    </Alert>
  )
}

type TakenProps = { answer: Extract<BookAnswer, { kind: 'taken' }>; words: Words; otherHref: string }

/** Someone was faster: every other time is one tap, and nothing has to be typed again. */
function Taken({ answer, words, otherHref }: TakenProps) {
  const { times, values } = answer
  return (
    <Alert title={words.takenTitle}>
      <p>{times.length > 0 ? words.takenText : words.takenNone}</p>
      <p className="soft">{[values.firstName, values.lastName, values.email].filter(Boolean).join(' · ')}</p>
      <ul className="other-times">
        {times.map(({ when, trainer, action, key }) => (
          <li key={key}>
            <Form method="post" action={action}>
              <Typed values={values} formKey={key} />
              <button className="other-time" type="submit">
                <span className="other-time-when">{when}</span>
                <span className="other-time-who">{trainer}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
      <Link className="text-link" to={otherHref}>
        {words.anotherTime}
      </Link>
    </Alert>
  )
}

const RECHECK_AFTER_MS = 3_000
const RECHECKS = 5

/** Nobody knows yet. Sending the same form again settles it: by hand, or by itself while the page is open. */
function Unknown({ answer, words }: { answer: BookAnswer; words: Words }) {
  const button = useRef<HTMLButtonElement>(null)
  const rechecks = useRef(0)
  const { state } = useNavigation()
  useEffect(() => {
    if (rechecks.current === RECHECKS) return
    rechecks.current += 1
    const timer = setTimeout(() => button.current?.click(), RECHECK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [answer])
  return (
    <Alert title={words.unknownTitle}>
      <p>{words.unknownText}</p>
      <Form method="post">
        <Typed values={answer.values} formKey={answer.key} />
        <button className="button" type="submit" ref={button}>
          {state === 'idle' ? words.unknownButton : words.unknownPending}
        </button>
      </Form>
    </Alert>
  )
}

/** What was typed, to be sent again as it is. */
function Typed({ values, formKey }: { values: BookAnswer['values']; formKey: string }) {
  return (
    <>
      <input type="hidden" name="key" value={formKey} />
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  )
}

/** A message that takes the focus, so that it is read at once. */
function Alert({
  title,
  level = 'h1',
  children,
}: {
  title: string
  level?: 'h1' | 'h2'
  children: ReactNode
}) {
  const Title = level
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [title])
  return (
    <div className="alert" role="alert" tabIndex={-1} ref={box}>
      <Title className="alert-title">{title}</Title>
      {children}
    </div>
  )
}
