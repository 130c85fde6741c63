import { Form } from '@remix-run/react'
import type { WalkInView } from '../../views/admin/walk-in.server.ts'
import { Field } from '../field.tsx'
import type { RosterWords } from './roster.tsx'

type WalkInProps = { walkIn: WalkInView; back: string; words: RosterWords['walkIn'] }

/** Somebody is at the door who has not booked: their name, and they are in. */
export function WalkIn({ walkIn: { sessionId, key }, back, words }: WalkInProps) {
  const name = (field: string) => ({
    id: `${sessionId}-${field}`,
    name: field,
    maxLength: 80,
    autoComplete: 'off',
    error: undefined,
    defaultValue: '',
    isRequired: true,
  })
  return (
    // Closed and empty again after each.
    <details className="day-fold walk-in" key={key}>
      <summary>{words.title}</summary>
      <Form method="post" action="/admin/roster" className="form-inline">
        <input type="hidden" name="session" value={sessionId} />
        <input type="hidden" name="key" value={key} />
        <input type="hidden" name="back" value={back} />
        <Field {...name('firstName')} label={words.firstName} />
        <Field {...name('lastName')} label={words.lastName} />
        <button className="button" name="intent" value="walk-in">
          {words.button}
        </button>
      </Form>
    </details>
  )
}
