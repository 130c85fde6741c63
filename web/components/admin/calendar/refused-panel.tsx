import type { FormEvent } from 'react'
import type { CalendarPage } from '../../../views/admin/calendar/calendar-view.server.ts'
import { Panel } from './panel.tsx'
import { textIn } from './text-in.ts'
import type { Moves, Refused } from './use-moves.ts'

type RefusedPanelProps = { refused: Refused; moves: Moves; words: CalendarPage['words'] }

/** Why something stays where it was, other times for it, and, for whoever may, a way to insist. */
export function RefusedPanel({ refused: { answer, move }, moves, words }: RefusedPanelProps) {
  const said = words.move
  const force = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    moves.move({ ...move, reason: textIn(event.currentTarget, 'reason') })
  }
  return (
    <Panel title={said.refused} close={words.close} onClose={moves.dismiss}>
      <p role="alert">{answer.text}</p>
      {answer.choices.length > 0 ? (
        <>
          <p>{said.others}</p>
          <div className="calendar-panel-ways">
            {answer.choices.map(({ at, trainer, label }) => (
              <button
                className="button button-quiet"
                type="button"
                key={`${at} ${trainer}`}
                onClick={() => moves.move({ item: move.item, to: { at, trainerId: trainer } })}
              >
                {label}
              </button>
            ))}
          </div>
        </>
      ) : null}
      {answer.canForce ? (
        <form className="calendar-move" onSubmit={force}>
          <label>
            {said.reason}
            <input className="field-input" name="reason" maxLength={300} autoComplete="off" required />
          </label>
          <button className="button button-quiet button-warns" type="submit">
            {said.force}
          </button>
        </form>
      ) : null}
    </Panel>
  )
}
