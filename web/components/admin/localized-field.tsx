import { Field, type FieldProps } from '../field.tsx'
import { TextAreaField } from '../text-area-field.tsx'
import type { FormField } from './form-fields.ts'

/** The studio's languages, its first one first; `name` as the language calls itself. */
export type Language = { locale: string; name: string; mark: string }

type LocalizedFieldProps = Pick<FieldProps, 'label' | 'hint' | 'isRequired'> & {
  name: string
  languages: readonly Language[]
  /** Of `formFields`. */
  field: (name: string) => FormField
  maxLength?: number
  isLong?: boolean
}

/**
 * A text in each language of the studio: `name.en`, `name.bg` (`readLocalized` reads them). What is wrong with the text as a
 * whole is said at the first.
 */
export function LocalizedField({
  name,
  label,
  hint,
  languages,
  field,
  isLong = false,
  isRequired = false,
  maxLength = 300,
}: LocalizedFieldProps) {
  const Control = isLong ? TextAreaField : Field
  const whole = field(name)
  return (
    <div className={isLong || languages.length === 1 ? 'form' : 'form-pair'}>
      {languages.map(({ locale, name: language, mark }, index) => {
        const own = field(`${name}.${locale}`)
        const isFirst = index === 0
        return (
          <Control
            key={locale}
            {...own}
            error={own.error ?? (isFirst ? whole.error : undefined)}
            isFirstError={own.isFirstError || (isFirst && whole.isFirstError)}
            label={languages.length > 1 ? `${label} · ${language}` : label}
            optional={mark}
            {...(isFirst && hint ? { hint } : {})}
            isRequired={isRequired && isFirst}
            maxLength={maxLength}
          />
        )
      })}
    </div>
  )
}
