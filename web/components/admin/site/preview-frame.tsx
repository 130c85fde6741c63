import { useEffect, useRef } from 'react'
import type { SitePage } from '../../../views/admin/site/site-view.server.ts'
import { SITE_FORM, siteForm } from './live-form.ts'
import { showIn } from './show-in.ts'

const PREVIEW_PATH = '/admin/site/preview'
const CALM_MS = 250
const LANGUAGE = 'preview-language'

/** The site as it would be: the real pages, made anew with what is in the form. */
export function PreviewFrame({ page }: { page: SitePage }) {
  const { previewHref, previewLanguage, previewLanguages, formKey, words } = page
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => follow(frame), [formKey])
  return (
    <aside className="preview" id="preview" aria-label={words.previewTitle}>
      <div className="preview-head">
        {previewLanguages.length > 1 ? (
          <label className="preview-language">
            <span className="visually-hidden">{words.previewIn}</span>
            <select
              className="select"
              id={LANGUAGE}
              name="lang"
              form={SITE_FORM}
              defaultValue={previewLanguage}
            >
              {previewLanguages.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <input type="hidden" name="lang" form={SITE_FORM} value={previewLanguage} />
        )}
        <fieldset className="preview-width">
          <legend className="visually-hidden">{words.previewWidth}</legend>
          <div className="reach">
            <label>
              <input type="radio" name="preview-width" value="phone" defaultChecked />
              <span>{words.phone}</span>
            </label>
            <label>
              <input type="radio" name="preview-width" value="desktop" />
              <span>{words.desktop}</span>
            </label>
          </div>
        </fieldset>
      </div>
      <div className="preview-window">
        <iframe
          className="preview-frame"
          name="preview"
          ref={frame}
          src={previewHref}
          title={words.previewTitle}
        />
      </div>
    </aside>
  )
}

/** Shows what is in the form whenever it has been left alone for a moment. */
function follow(frame: React.RefObject<HTMLIFrameElement>): (() => void) | undefined {
  const form = siteForm()
  if (!form) return undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = new AbortController()
  const show = async () => {
    asking.abort()
    asking = new AbortController()
    try {
      const answer = await fetch(PREVIEW_PATH, {
        method: 'POST',
        body: new FormData(form),
        signal: asking.signal,
      })
      if (answer.ok && frame.current) showIn(frame.current, await answer.text())
    } catch {
      // The next change asks again.
    }
  }
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void show(), CALM_MS)
  }
  // What stands outside the form but belongs to it is heard on its own.
  const language = document.getElementById(LANGUAGE)
  form.addEventListener('input', later)
  language?.addEventListener('change', later)
  return () => {
    clearTimeout(timer)
    asking.abort()
    form.removeEventListener('input', later)
    language?.removeEventListener('change', later)
  }
}
