import { Form, useFetcher, useNavigate } from '@remix-run/react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { NewBookingPage } from '../../../views/admin/bookings/new-booking-view.server.ts'
import { useScripts } from '../../access/use-scripts.ts'
import { Link } from '../../link.tsx'
import { Kept } from './times-picker.tsx'

type Who = NewBookingPage['who']
type Found = { search: string; people: NonNullable<Who['people']> }
type ClientFinderProps = { who: Who; words: NewBookingPage['words'] }

const TYPING_MS = 150

/** Finds a client: a form that asks, and with scripts a list that follows each letter and is walked by the arrows. */
export function ClientFinder({ who, words }: ClientFinderProps) {
  const finder = useFinder(who)
  const { people, isOpen, at, move } = finder
  const list = isOpen ? people : who.people
  return (
    <div className="finder">
      <Form action={who.action} className="form-inline">
        <Kept keep={who.keep} />
        <div className="field">
          <label className="field-label" htmlFor="q">
            {words.clientSearch}
          </label>
          <input
            className="field-input"
            id="q"
            name="q"
            type="search"
            defaultValue={who.search}
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => finder.ask(target.value)}
            onKeyDown={move}
            {...(finder.hasScripts
              ? {
                  role: 'combobox',
                  'aria-expanded': isOpen && people.length > 0,
                  'aria-controls': 'found',
                  'aria-autocomplete': 'list' as const,
                  'aria-activedescendant': at >= 0 ? `found-${at}` : undefined,
                }
              : {})}
          />
        </div>
        <button className="button button-quiet" type="submit">
          {words.find}
        </button>
        <Link className="button button-quiet" to={finder.newHref}>
          {words.someoneNew}
        </Link>
      </Form>
      <output className="visually-hidden">{list?.length === 0 ? words.nobody : ''}</output>
      {list?.length === 0 ? <p className="desk-intro">{words.nobody}</p> : null}
      <FoundPeople people={list ?? []} at={at} isListbox={isOpen} label={words.client} />
    </div>
  )
}

type FoundPeopleProps = { people: Found['people']; at: number; isListbox: boolean; label: string }

function FoundPeople({ people, at, isListbox, label }: FoundPeopleProps) {
  if (people.length === 0) return null
  return (
    <ul className="found" id="found" aria-label={label} {...(isListbox ? { role: 'listbox' } : {})}>
      {people.map(({ id, name, initials, under, href }, index) => (
        <li
          key={id}
          id={`found-${index}`}
          className={index === at ? 'found-person found-at' : 'found-person'}
          {...(isListbox ? { role: 'option', 'aria-selected': index === at } : {})}
        >
          <Link className="found-link" to={href} tabIndex={isListbox ? -1 : undefined}>
            <span className="avatar" aria-hidden="true">
              {initials}
            </span>
            <span>
              <span className="row-name">{name}</span>
              <span className="row-under">{under}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Asks while somebody types, and knows which of those found the arrows are at. */
function useFinder(who: Who) {
  const fetcher = useFetcher<Found>()
  const navigate = useNavigate()
  const hasScripts = useScripts()
  const [typed, setTyped] = useState(who.search)
  const [at, setAt] = useState(-1)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const isOpen = typed.trim() !== '' && fetcher.data !== undefined
  const people = isOpen ? (fetcher.data?.people ?? []) : []
  const choose = (index: number) => {
    const person = people[index]
    if (person) navigate(person.href)
    return person !== undefined
  }
  return {
    hasScripts,
    isOpen,
    people,
    at: Math.min(at, people.length - 1),
    newHref: withTyped(who.newHref, typed),
    ask: (value: string) => {
      setTyped(value)
      setAt(-1)
      clearTimeout(timer.current)
      const query = new URLSearchParams({ q: value, base: who.findBase })
      timer.current = setTimeout(() => fetcher.load(`/admin/find-clients?${query}`), TYPING_MS)
    },
    move: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && choose(at)) return event.preventDefault()
      if (event.key === 'Escape') return setAt(-1)
      const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      if (by === 0 || people.length === 0) return
      event.preventDefault()
      setAt((at + by + people.length) % people.length)
    },
  }
}

/** What was typed goes along to whoever is written down anew. */
function withTyped(href: string, typed: string): string {
  const [path = '', query] = href.split('?')
  const search = new URLSearchParams(query)
  search.delete('q')
  if (typed.trim()) search.set('q', typed.trim())
  return `${path}?${search}`
}
