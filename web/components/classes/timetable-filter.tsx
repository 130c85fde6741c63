import { Form } from '@remix-run/react'
import type { TimetableView } from '../../views/timetable-view.server.ts'

/** Narrows the timetable down; what was chosen is in the address. */
export function TimetableFilter({
  view: { filters, on, words },
}: {
  view: Pick<TimetableView, 'filters' | 'on' | 'words'>
}) {
  if (filters.length === 0) return null
  return (
    <Form className="filters" aria-label={words.filters}>
      {on ? <input type="hidden" name="on" value={on} /> : null}
      {filters.map(({ name, label, value, options }) => (
        <div className="field" key={name}>
          <label className="field-label" htmlFor={`filter-${name}`}>
            {label}
          </label>
          <select className="field-input" id={`filter-${name}`} name={name} defaultValue={value}>
            <option value="">{words.all}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </div>
      ))}
      <button className="button button-quiet" type="submit">
        {words.show}
      </button>
    </Form>
  )
}
