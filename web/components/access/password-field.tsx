import { useState } from 'react'
import { FieldFrame } from '../field-frame.tsx'
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
  // Without scripts this is what takes the visitor to what has to be mended.
  const focus = { autoFocus: isFirst || error !== undefined }
  return (
    <FieldFrame id={name} label={label} hint={hint} error={error}>
      {(control) => (
        <div className="password">
          <input
            {...control}
            className="field-input"
            name={name}
            type={isShown ? 'text' : 'password'}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            required
            {...focus}
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
      )}
    </FieldFrame>
  )
}
