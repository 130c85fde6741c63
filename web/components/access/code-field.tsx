import { Field } from '../field.tsx'

type CodeFieldProps = {
  label: string
  error: string | undefined
  /** A recovery code, which has letters. */
  isRecovery?: boolean
  isFirst?: boolean
}

/** A code of the authenticator app, typed, pasted or filled in by the phone. */
export function CodeField({ label, error, isRecovery = false, isFirst = false }: CodeFieldProps) {
  return (
    <div className="code">
      <Field
        name="code"
        label={label}
        error={error}
        defaultValue={undefined}
        isRequired
        isFirstError={isFirst || error !== undefined}
        type="text"
        inputMode={isRecovery ? 'text' : 'numeric'}
        autoComplete={isRecovery ? 'off' : 'one-time-code'}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={40}
      />
    </div>
  )
}
