import { Form } from '@remix-run/react'
import type { HandOverView } from '../../views/admin/hand-over.server.ts'
import { SelectField } from '../access/select-field.tsx'

type HandOverProps = {
  view: HandOverView
  /** Where it cannot be left with who has it: how somebody is asked for, and why. */
  must?: { choose: string; why: string }
}

/** What is to come, and what another trainer could take of it. */
export function HandOver({ view, must }: HandOverProps) {
  const { upcoming, items, more, trainers, to, preview, handOverWords: words } = view
  return (
    <section className="panel" aria-labelledby="upcoming">
      <h2 id="upcoming">{upcoming}</h2>
      <ul className="lines">
        {items.map(({ id, what, when }) => (
          <li key={id}>
            {what} · {when}
          </li>
        ))}
        {more ? <li className="soft">{more}</li> : null}
      </ul>
      <Form className="form-inline form-hand-over" preventScrollReset>
        <SelectField
          name="to"
          label={words.handTo}
          options={trainers}
          empty={must?.choose ?? words.leaveThem}
          defaultValue={to}
        />
        <button className="button button-quiet" type="submit">
          {words.preview}
        </button>
      </Form>
      {preview ? (
        <div className="preview" aria-live="polite">
          <p>
            <strong>{preview.moved}</strong> {words.handToHint}
          </p>
          {preview.left ? <p>{preview.left}</p> : null}
          <ul className="lines">
            {preview.leftItems.map(({ id, what, when, why }) => (
              <li key={id}>
                {what} · {when}: {why}
              </li>
            ))}
            {preview.leftMore ? <li className="soft">{preview.leftMore}</li> : null}
          </ul>
        </div>
      ) : (
        <p className="desk-intro">{must?.why ?? words.leaveThemHint}</p>
      )}
    </section>
  )
}
