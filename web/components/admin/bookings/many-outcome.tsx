import { Form } from '@remix-run/react'
import type { ManyResult } from '../../../views/admin/bookings/bookings-answer.server.ts'
import { Link } from '../../link.tsx'

type ManyOutcomeProps = { result: ManyResult; action?: string; words: { undo_check_in: string } }

/** What became of what was done to many bookings, and to which it was not, and why. */
export function ManyOutcome({ result, action, words }: ManyOutcomeProps) {
  const { done, left, undo } = result
  return (
    <section className="panel many-outcome" aria-live="polite">
      <p className="many-done">{done}</p>
      {left ? (
        <>
          <p>{left.title}</p>
          <ul className="lines">
            {left.lines.map(({ id, who, when, href, why }) => (
              <li key={id}>
                {href ? <Link to={href}>{who}</Link> : who} <span className="soft">{when}</span> – {why}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {undo ? (
        <Form method="post" {...(action ? { action } : {})}>
          {undo.bookingIds.map((id) => (
            <input key={id} type="hidden" name="id" value={id} />
          ))}
          <button className="text-button" name="intent" value={undo.deed}>
            {words.undo_check_in}
          </button>
        </Form>
      ) : null}
    </section>
  )
}
