import type { ReactNode } from 'react'
import type { ToldRefusal } from '../../../views/admin/bookings/told-refusal.server.ts'
import { Field } from '../../field.tsx'

type RefusalProps = {
  told: ToldRefusal
  /** The button that does it all the same. */
  button: string
  reason: string | undefined
  error: string | undefined
  words: { instead: string; anyway: string; anywayHint: string; reason: string }
  /** What is free instead. */
  children: ReactNode
}

/** Why something was not done, what is free instead, and, for who may, the way to do it all the same. Inside its form. */
export function Refusal({ told, button, reason, error, words, children }: RefusalProps) {
  return (
    <div className="panel refusal" role="alert">
      <p className="refusal-title">{told.title}</p>
      <p>{told.text}</p>
      {told.instead.length > 0 ? (
        <div className="instead">
          <p className="field-label">{words.instead}</p>
          {children}
        </div>
      ) : null}
      {told.canOverride ? (
        <details className="fold" open={error !== undefined || undefined}>
          <summary>{words.anyway}</summary>
          <div className="fold-body">
            <Field
              name="reason"
              label={words.reason}
              hint={words.anywayHint}
              maxLength={300}
              defaultValue={reason}
              error={error}
              isFirstError={error !== undefined}
            />
            <button className="button button-danger" name="intent" value="anyway">
              {button}
            </button>
          </div>
        </details>
      ) : null}
    </div>
  )
}
