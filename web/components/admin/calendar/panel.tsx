import { useEffect, useRef, type ReactNode } from 'react'

type PanelProps = { title: string; close: string; onClose: () => void; children: ReactNode }

/** A small window over the page. It takes the focus, gives it back, and Escape closes it. */
export function Panel({ title, close, onClose, children }: PanelProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const { current } = dialog
    if (!current || current.open) return
    current.showModal()
    // Not its button: the key that opened it is still down, and would press it.
    current.querySelector('h2')?.focus()
  }, [])
  return (
    <dialog className="calendar-panel" ref={dialog} aria-labelledby="panel-title" onClose={onClose}>
      <div className="calendar-panel-inner">
        <div className="calendar-panel-head">
          <h2 id="panel-title" tabIndex={-1}>
            {title}
          </h2>
          <button
            className="text-button"
            type="button"
            aria-label={close}
            onClick={() => dialog.current?.close()}
          >
            ✕
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
