import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useAsking } from './use-asking.ts'

type SearchFormProps = {
  /** The search field; its name is `q`. A list that cannot be searched has none. */
  search?: { label: string; value: string; maxLength?: number }
  /** What its button says: without scripts, or in a hurry. */
  button: string
  /** What else stays in the address, such as how the list is sorted. Empty values are left out. */
  keep?: Readonly<Record<string, string>>
  /** How much was found, in words: said to those who hear the page. */
  found?: string
  /** Its filters: a `FilterBar`. */
  children?: ReactNode
}

/** Asks for a part of a list: the address holds what was asked for, and with scripts the list follows each letter. */
export function SearchForm({ search, button, keep = {}, found, children }: SearchFormProps) {
  const { key, ...asking } = useAsking()
  return (
    <>
      <Form className="asking" key={key} {...asking}>
        {Object.entries(keep).map(([name, value]) =>
          value ? <input key={name} type="hidden" name={name} value={value} /> : null,
        )}
        <div className="asking-line">
          {search ? <SearchField {...search} /> : children}
          <button className="button button-quiet" type="submit">
            {button}
          </button>
        </div>
        {search ? children : null}
      </Form>
      <output className="visually-hidden">{found ?? ''}</output>
    </>
  )
}

function SearchField({
  label,
  value,
  maxLength = 100,
}: {
  label: string
  value: string
  maxLength?: number
}) {
  return (
    <>
      <label className="visually-hidden" htmlFor="q">
        {label}
      </label>
      <input
        className="field-input asking-field"
        id="q"
        name="q"
        type="search"
        placeholder={label}
        defaultValue={value}
        maxLength={maxLength}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
      />
    </>
  )
}
