import { Form, useNavigation } from '@remix-run/react'
import { useState } from 'react'
import type { MoveAnswer, MoveConfirm } from '../../views/move-confirm.server.ts'
import { Link } from '../link.tsx'

type MoveQuestionProps = { question: MoveConfirm; answer: MoveAnswer | undefined; service: string }

/** From when to when: asked once, as the old time is given up with the answer. */
export function MoveQuestion({ question, answer, service }: MoveQuestionProps) {
  const { key, from, to, trainer, price, hasParty, otherHref, words } = question
  // One key for one question, however often the page is rendered.
  const [firstKey] = useState(key)
  const isPending = useNavigation().state !== 'idle'
  return (
    <>
      <h1 className="flow-title">{words.confirmTitle}</h1>
      {answer ? <MoveRefused answer={answer} /> : null}
      <dl className="move-dates">
        <div className="move-from">
          <dt>{words.from}</dt>
          <dd>
            {from.day}, {from.times}
          </dd>
        </div>
        <div className="move-to">
          <dt>{words.to}</dt>
          <dd>
            {to.day}, {to.times}
          </dd>
          {trainer ? <dd>{trainer}</dd> : null}
          {price ? (
            <dd>
              {words.price}: {price}
            </dd>
          ) : null}
        </div>
      </dl>
      <Form
        method="post"
        className="confirm"
        aria-label={service}
        onSubmit={(event) => {
          if (isPending) event.preventDefault()
        }}
      >
        <input type="hidden" name="key" value={answer ? key : firstKey} />
        {hasParty ? (
          <label className="check">
            <input type="checkbox" name="whole" defaultChecked /> {words.whole}
          </label>
        ) : null}
        <div className="actions">
          <button className="button button-large" type="submit" aria-disabled={isPending}>
            {isPending ? words.pending : words.confirm}
          </button>
          <Link className="button button-large button-quiet" to={otherHref}>
            {words.otherTime}
          </Link>
        </div>
      </Form>
    </>
  )
}

function MoveRefused({ answer: { title, text, times } }: { answer: MoveAnswer }) {
  return (
    <div className="alert" role="alert">
      <h2 className="alert-title">{title}</h2>
      <p>{text}</p>
      <ul className="other-times">
        {times.map(({ when, who, href }) => (
          <li key={href}>
            <Link className="other-time" to={href}>
              <span className="other-time-when">{when}</span>
              <span className="other-time-who">{who}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
