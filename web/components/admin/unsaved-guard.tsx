import { useBlocker } from '@remix-run/react'
import { useEffect, useRef } from 'react'

type UnsavedGuardProps = { words: { title: string; text: string; stay: string; leave: string } }

const hasUnsaved = () => document.querySelector('form[data-typed]') !== null

/** Asks before a page is left on which something was typed and not sent (`desk-form.tsx`). One for all forms. */
export function UnsavedGuard({ words }: UnsavedGuardProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && hasUnsaved(),
  )
  const isAsked = blocker.state === 'blocked'
  useEffect(() => {
    if (isAsked) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isAsked])
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (hasUnsaved()) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [])
  return (
    <dialog
      className="ask"
      ref={dialog}
      aria-labelledby="unsaved"
      // Escape is to stay.
      onClose={() => blocker.state === 'blocked' && blocker.reset()}
    >
      <h2 id="unsaved">{words.title}</h2>
      <p>{words.text}</p>
      <div className="desk-actions">
        <button className="button" type="button" onClick={() => dialog.current?.close()}>
          {words.stay}
        </button>
        <button
          className="button button-quiet button-warns"
          type="button"
          onClick={() => blocker.state === 'blocked' && blocker.proceed()}
        >
          {words.leave}
        </button>
      </div>
    </dialog>
  )
}
