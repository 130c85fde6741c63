import type { AreaField } from '../../views/admin/roles-view.server.ts'
import { ReachField } from './reach-field.tsx'

type AreaGridProps = {
  areas: readonly AreaField[]
  reaches: readonly { value: string; label: string }[]
  words: { view: string; change: string }
  /** What had been chosen, and what is wrong with it, by field. */
  values: Record<string, string>
  errors: Record<string, string>
}

/** What may be seen and changed, an area a line. */
export function AreaGrid({ areas, reaches, words, values, errors }: AreaGridProps) {
  return (
    <div className="areas">
      {areas.map(({ area, name, view, change }) => {
        const error =
          errors[`grants.${area}.view`] ?? errors[`grants.${area}.change`] ?? errors[`grants.${area}`]
        return (
          <fieldset className="area" key={area} aria-describedby={error ? `${area}-error` : undefined}>
            <legend className="visually-hidden">{name}</legend>
            <span className="area-name" aria-hidden="true">
              {name}
            </span>
            <ReachField
              name={`${area}.view`}
              label={words.view}
              options={reaches}
              defaultValue={values[`${area}.view`] || view}
            />
            <ReachField
              name={`${area}.change`}
              label={words.change}
              options={reaches}
              defaultValue={values[`${area}.change`] || change}
            />
            {error ? (
              <p className="field-error area-error" id={`${area}-error`}>
                {error}
              </p>
            ) : null}
          </fieldset>
        )
      })}
    </div>
  )
}
