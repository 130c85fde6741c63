import { useState } from 'react'
import { useScripts } from './use-scripts.ts'

type PasswordFieldProps = {
  name?: string
  label: string
  autoComplete: 'current-password' | 'new-password'
  words: { show: string; hide: string }
  error: string | undefined
  hint?: string
  /** It takes the focus as the page opens. */
  isFirst?: boolean
}

/** A password. Scripts let it be read while it is typed; pasting is welcome. */
export function PasswordField(props: PasswordFieldProps) {
  const { name = 'password', label, autoComplete, words, error, hint, isFirst = false } = props
  const [isShown, setShown] = useState(false)
  const hasScripts = useScripts()
  const described = [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ')
  // Without scripts this is what takes the visitor to what has to be mended.
  const focus = { autoFocus: isFirst || error !== undefined }
  return (
    <div className="field">
      <label className="field-label" htmlFor={name}>
        {label}
      </label>
      <div className="password">
        <input
          className="field-input"
          id={name}
          name={name}
          type={isShown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          required
          {...focus}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
        />
        {hasScripts ? (
          <button
            className="password-toggle"
            type="button"
            aria-controls={name}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? words.hide : words.show}
          </button>
        ) : null}
      </div>
      {hint ? (
        <p className="field-hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${name}-error`}>
          {error}
        </p>
      ) : null}
    </div>
  )
}
