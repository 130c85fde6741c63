import type { ReactNode } from 'react'

export type FieldFrameProps = {
  /** Of the control, and the beginning of its hint's and its error's. */
  id: string
  label: string
  hint?: string | undefined
  /** The word that marks a field as optional. */
  optional?: string | undefined
  error?: string | undefined
}

/** What a control carries, so that whoever hears the page hears its hint and its error with it. */
export type ControlProps = ReturnType<typeof controlOf>

function controlOf({ id, hint, error }: FieldFrameProps) {
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return {
    id,
    'aria-invalid': error ? (true as const) : undefined,
    'aria-describedby': described || undefined,
  }
}

/** A control's label, its hint and its error. The control itself is made of what it is called with. */
export function FieldFrame({
  children,
  ...frame
}: FieldFrameProps & { children: (control: ControlProps) => ReactNode }) {
  const { id, label, optional } = frame
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        {optional ? <span className="field-optional"> {optional}</span> : null}
      </label>
      {children(controlOf(frame))}
      <FieldNotes {...frame} />
    </div>
  )
}

/** The lines below a control: what it is for, and what is wrong with what is in it. */
export function FieldNotes({ id, hint, error }: Pick<FieldFrameProps, 'id' | 'hint' | 'error'>) {
  return (
    <>
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
    </>
  )
}
