import { Form, useActionData, useNavigation, type FormProps } from '@remix-run/react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { Meanwhile } from '../../lib/form-answer.server.ts'
import { ChangedMeanwhile } from './changed-meanwhile.tsx'

type DeskFormProps = FormProps & {
  /** Why it came back, when it is about no single field. */
  alert?: string | undefined
  /** What it shows, and which edition of that: `views/admin/seen-form.server.ts`. */
  edition?: string
  /** What somebody else made of it while it was being filled in. */
  meanwhile?: Meanwhile | undefined
}

/**
 * A form that is sent once, however often its button is pressed. While something is typed and not sent it says so in the
 * document (`data-typed`), for `unsaved-guard.tsx`; and newer data do not take its place, nor its edition.
 */
export function DeskForm({ alert, edition, meanwhile, children, ...rest }: DeskFormProps) {
  const isPending = useNavigation().state === 'submitting'
  const form = useRef<HTMLFormElement>(null)
  const refused = useActionData()
  useEffect(() => {
    // What came back is unsent again.
    if (refused && form.current?.dataset['sent']) form.current.dataset['typed'] = 'yes'
  }, [refused])
  const [shown, setShown] = useState(edition)
  useEffect(() => {
    if (!refused && !form.current?.dataset['typed']) setShown(edition)
  }, [edition, refused])
  const send = (event: FormEvent<HTMLFormElement>) => {
    if (isPending) return event.preventDefault()
    const { dataset } = event.currentTarget
    if (dataset['typed']) dataset['sent'] = 'yes'
    delete dataset['typed']
  }
  return (
    <Form
      // What came back with fields that somebody else has changed is written anew.
      key={meanwhile && edition !== undefined ? edition : shown}
      data-typed={meanwhile ? 'yes' : undefined}
      method="post"
      className="desk-form"
      noValidate
      ref={form}
      onSubmit={send}
      onInput={({ currentTarget }) => {
        if (currentTarget.method === 'post') currentTarget.dataset['typed'] = 'yes'
      }}
      {...rest}
    >
      {edition === undefined ? null : (
        <input type="hidden" name="edition" value={refused ? edition : shown} />
      )}
      {meanwhile ? <ChangedMeanwhile meanwhile={meanwhile} /> : null}
      {alert ? (
        <p className="form-errors" role="alert">
          {alert}
        </p>
      ) : null}
      {children}
    </Form>
  )
}
