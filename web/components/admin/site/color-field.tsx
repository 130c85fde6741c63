import { Field, type FieldProps } from '../../field.tsx'
import { fillForm } from './live-form.ts'

type ColorFieldProps = FieldProps & { hint: string; now: string; pickLabel: string; hasScripts: boolean }

/** A colour as digits; with scripts, also to be picked. */
export function ColorField({ now, pickLabel, hasScripts, ...field }: ColorFieldProps) {
  const known = /^#[0-9a-f]{6}$/i.test(now) ? now.toLowerCase() : '#888888'
  return (
    <div className="color-field">
      <Field {...field} autoComplete="off" spellCheck={false} maxLength={9} />
      {hasScripts ? (
        <input
          className="color-pick"
          type="color"
          aria-label={`${field.label}: ${pickLabel}`}
          value={known}
          onChange={({ currentTarget }) => fillForm({ [field.name]: currentTarget.value })}
        />
      ) : null}
    </div>
  )
}
