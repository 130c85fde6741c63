import { FieldNotes } from '../field-frame.tsx'
import type { FieldProps } from '../field.tsx'

/** A yes or no. Its value is `on`, or nothing. */
export function CheckField({
  name,
  id = name,
  label,
  hint,
  error,
  defaultValue,
}: Pick<FieldProps, 'name' | 'id' | 'label' | 'hint' | 'error' | 'defaultValue'>) {
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label className="check-line">
        <input
          type="checkbox"
          id={id}
          name={name}
          defaultChecked={defaultValue === 'on'}
          aria-describedby={described || undefined}
          aria-invalid={error ? true : undefined}
        />
        <span>{label}</span>
      </label>
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  )
}
