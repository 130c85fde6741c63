import type { SitePage } from '../../../views/admin/site/site-view.server.ts'
import type { FormField } from '../form-fields.ts'
import { useScripts } from '../../access/use-scripts.ts'
import { ColorField } from './color-field.tsx'
import { fillForm, useFormValues } from './live-form.ts'
import { Mends } from './mends.tsx'
import { PresetSwatch } from './swatch.tsx'

type LookProps = { page: SitePage; field: (name: string) => FormField }

/** Looks to begin with. With scripts one is laid over what is in the form; without, the page comes again with it. */
export function Presets({ page: { presets, words } }: Pick<LookProps, 'page'>) {
  return (
    <section className="site-part" aria-labelledby="presets">
      <h2 id="presets">{words.presets.title}</h2>
      <p className="field-hint">{words.presets.hint}</p>
      <ul className="presets">
        {presets.map(({ key, name, href, theme, swatch }) => (
          <li key={key}>
            <a
              className="preset"
              href={href}
              onClick={(event) => {
                event.preventDefault()
                fillForm(theme)
              }}
            >
              <PresetSwatch {...swatch} />
              <span>{name}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Colours, and what becomes of them. */
export function Colors({ page, field }: LookProps) {
  const { colors } = page.words
  const hasScripts = useScripts()
  const values = useFormValues(page.values, page.formKey)
  return (
    <section className="site-part" aria-labelledby="colors">
      <h2 id="colors">{colors.title}</h2>
      <div className="form-pair">
        <ColorField
          {...field('brandColor')}
          label={colors.brand}
          hint={colors.brandHint}
          now={values['brandColor'] ?? ''}
          pickLabel={colors.pick}
          hasScripts={hasScripts}
        />
        <ColorField
          {...field('accentColor')}
          label={colors.accent}
          hint={colors.accentHint}
          now={values['accentColor'] ?? ''}
          pickLabel={colors.pick}
          hasScripts={hasScripts}
        />
      </div>
      <Mends values={values} words={colors} hasScripts={hasScripts} />
    </section>
  )
}

/** Everything of the look that is one of a few. */
export function Choices({ page, field }: LookProps) {
  const { choices, typePairs, words } = page
  return (
    <section className="site-part" aria-labelledby="look">
      <h2 id="look">{words.choices.title}</h2>
      <Pills name="typePair" legend={words.choices.typePair} options={typePairs} field={field} />
      {choices.map((choice) => (
        <Pills key={choice.name} {...choice} field={field} />
      ))}
    </section>
  )
}

type PillsProps = {
  name: string
  legend: string
  options: readonly { value: string; label: string }[]
  field: LookProps['field']
}

function Pills({ name, legend, options, field }: PillsProps) {
  const { defaultValue } = field(name)
  return (
    <fieldset className="field">
      <legend className="field-label">{legend}</legend>
      <div className="reach pills">
        {options.map(({ value, label }) => (
          <label key={value}>
            <input type="radio" name={name} value={value} defaultChecked={value === defaultValue} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
