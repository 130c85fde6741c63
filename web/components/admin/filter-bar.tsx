import { Link } from '../link.tsx'
import type { Option } from '../access/select-field.tsx'
import { FilterFold } from './filter-fold.tsx'

/** One thing a list can be narrowed by: a choice of which none is chosen at first, a day, or a yes. */
export type ListFilter =
  | { kind: 'select'; name: string; label: string; value: string; options: readonly Option[]; empty: string }
  | { kind: 'date'; name: string; label: string; value: string }
  | { kind: 'tick'; name: string; label: string; isOn: boolean }

type FilterBarProps = {
  filters: readonly ListFilter[]
  /** Where the whole list is, while it is narrowed. */
  clear: { href: string; label: string } | null
  /** What all of them are called where they are folded: several take half a phone. */
  title?: string
}

/** What a list is narrowed by, inside a `SearchForm`. */
export function FilterBar({ filters, clear, title }: FilterBarProps) {
  const bar = (
    <div className="filters">
      {filters.map((filter) => (
        <Filter key={filter.name} filter={filter} />
      ))}
    </div>
  )
  return (
    <div className="filter-bar">
      {title ? (
        <FilterFold label={title} count={filters.filter(isOn).length}>
          {bar}
        </FilterFold>
      ) : (
        bar
      )}
      {clear ? (
        <Link className="text-button" to={clear.href} preventScrollReset>
          {clear.label}
        </Link>
      ) : null}
    </div>
  )
}

const isOn = (filter: ListFilter): boolean => (filter.kind === 'tick' ? filter.isOn : filter.value !== '')

function Filter({ filter }: { filter: ListFilter }) {
  const id = `filter-${filter.name}`
  if (filter.kind === 'tick') {
    return (
      <label className="filter-tick">
        <input type="checkbox" name={filter.name} value="1" defaultChecked={filter.isOn} />
        {filter.label}
      </label>
    )
  }
  return (
    <div className={`filter-field ${filter.value ? 'filter-on' : ''}`}>
      <label className="filter-label" htmlFor={id}>
        {filter.label}
      </label>
      {filter.kind === 'date' ? (
        <input className="field-input" id={id} name={filter.name} type="date" defaultValue={filter.value} />
      ) : (
        <select className="select" id={id} name={filter.name} defaultValue={filter.value}>
          <option value="">{filter.empty}</option>
          {filter.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}
