import type { ReactNode } from 'react'

type FoldProps = {
  title: string
  /** What is in it now, in a few words. */
  note?: string | undefined
  isOpen?: boolean
  children: ReactNode
}

/** A part of a form that seldom matters, closed until it is asked for or something in it is wrong. */
export function Fold({ title, note, isOpen = false, children }: FoldProps) {
  return (
    <details className="fold" open={isOpen || undefined}>
      <summary>
        {title}
        {note ? <span className="fold-note">{note}</span> : null}
      </summary>
      <div className="fold-body">{children}</div>
    </details>
  )
}
