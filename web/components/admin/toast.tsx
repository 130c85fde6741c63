import { Form, Link } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import type { ToastView } from '../../views/admin/toast.server.ts'

const SHOWN_MS = 8_000

type ToastProps = { toast: ToastView | null; words: { close: string; undo: string } }

/** What has just been done. Its place is always there, so that screen readers say what comes into it. */
export function Toast({ toast, words }: ToastProps) {
  const [goneId, setGoneId] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const id = toast?.id ?? ''
  useEffect(() => {
    if (!id) return undefined
    // It stays while somebody is about to press what is in it.
    const leave = () => box.current?.matches(':hover, :focus-within') || setGoneId(id)
    const timer = setInterval(leave, SHOWN_MS)
    return () => clearInterval(timer)
  }, [id])
  const shown = toast && goneId !== id ? toast : null
  return (
    <div className={shown ? 'toast' : 'visually-hidden'} ref={box}>
      <output className="toast-text">{shown?.text}</output>
      {shown?.undo ? (
        <Form method="post" action={shown.undo.action} replace>
          {Object.entries(shown.undo.fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button className="toast-button">{words.undo}</button>
        </Form>
      ) : null}
      {shown ? (
        <Link
          className="toast-button toast-close"
          to={shown.closeHref}
          replace
          preventScrollReset
          aria-label={words.close}
        >
          ✕
        </Link>
      ) : null}
    </div>
  )
}
