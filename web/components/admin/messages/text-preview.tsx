import { useEffect, useRef } from 'react'

type TextPreviewProps = {
  /** The form whose fields it shows as they are typed. */
  formId: string
  /** What makes a page of them. */
  href: string
  /** What is written on phones takes little room. */
  isShort: boolean
  words: { preview: string; about: string }
}

const CALM_MS = 300

/** What a message says with what is in the form. */
export function TextPreview({ formId, href, isShort, words }: TextPreviewProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => follow({ formId, href, frame }), [formId, href])
  return (
    <aside className="preview" id="preview" aria-label={words.preview}>
      <p className="field-hint">{words.about}</p>
      <div className={isShort ? 'preview-window text-short' : 'preview-window'}>
        <iframe className="text-frame" name="preview" ref={frame} src={href} title={words.preview} />
      </div>
    </aside>
  )
}

type Following = { formId: string; href: string; frame: React.RefObject<HTMLIFrameElement> }

/** Asks again whenever the form has been left alone for a moment. */
function follow({ formId, href, frame }: Following): (() => void) | undefined {
  const form = document.getElementById(formId)
  if (!(form instanceof HTMLFormElement)) return undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = new AbortController()
  const show = async () => {
    asking.abort()
    asking = new AbortController()
    try {
      const { signal } = asking
      const answer = await fetch(href, { method: 'POST', body: new FormData(form), signal })
      if (answer.ok && frame.current) showAnew(frame.current, await answer.text())
    } catch {
      // The next change asks again.
    }
  }
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void show(), CALM_MS)
  }
  form.addEventListener('input', later)
  return () => {
    clearTimeout(timer)
    asking.abort()
    form.removeEventListener('input', later)
  }
}

/** In place of what is shown, where it was scrolled to. Read by the frame's own rules: this page's allow no styles of mails. */
function showAnew({ contentDocument: shown }: HTMLIFrameElement, html: string): void {
  if (!shown?.defaultView) return
  const next = new shown.defaultView.DOMParser().parseFromString(html, 'text/html')
  shown.body.replaceWith(shown.adoptNode(next.body))
}
