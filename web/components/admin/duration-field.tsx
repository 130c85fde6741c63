import { FieldFrame } from '../field-frame.tsx'
import type { FieldProps } from '../field.tsx'
import type { FormField } from './form-fields.ts'

export type DurationWords = { minutes: string; hours: string; days: string; unit: string }

type DurationFieldProps = Pick<FieldProps, 'label' | 'hint'> & {
  name: string
  field: (name: string) => FormField
  units: DurationWords
}

/** So many minutes, hours or days: `name` is the number, `name.unit` the unit (`readDuration` reads them). */
export function DurationField({ name, field, units, ...frame }: DurationFieldProps) {
  const own = field(name)
  // Without scripts this is what takes the visitor to what has to be mended.
  const focus = { autoFocus: own.isFirstError }
  return (
    <FieldFrame id={name} {...frame} error={own.error}>
      {(control) => (
        <div className="duration">
          <input
            {...control}
            name={name}
            className="field-input"
            inputMode="numeric"
            autoComplete="off"
            maxLength={7}
            {...focus}
            defaultValue={own.defaultValue}
          />
          <select
            className="field-input"
            name={`${name}.unit`}
            aria-label={`${frame.label}: ${units.unit}`}
            defaultValue={field(`${name}.unit`).defaultValue}
          >
            {(['minutes', 'hours', 'days'] as const).map((unit) => (
              <option key={unit} value={unit}>
                {units[unit]}
              </option>
            ))}
          </select>
        </div>
      )}
    </FieldFrame>
  )
}
