import { useLocation, useNavigate, useNavigationType } from '@remix-run/react'
import { useEffect, useRef, useState, type FormEvent } from 'react'

const TYPING_MS = 200
/** A date is typed part by part, and each part makes another date of it. */
const DATING_MS = 700

const waits: Record<string, number> = { search: TYPING_MS, text: TYPING_MS, date: DATING_MS }

/**
 * Props for a form that only asks: what it asks for stands in the address. With scripts it asks by itself as soon as
 * something in it changes, in place of what was asked before, and leaves out what is empty. What is being typed stays;
 * a form of which the address was changed by something else begins anew.
 */
export function useAsking() {
  const navigate = useNavigate()
  const round = useRound()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const ask = (form: HTMLFormElement, wait: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      navigate({ search: readQuery(form) }, { replace: true, preventScrollReset: true, state: own })
    }, wait)
  }
  return {
    key: round,
    onChange: (event: FormEvent<HTMLFormElement>) => {
      const { target, currentTarget } = event
      ask(currentTarget, target instanceof HTMLInputElement ? (waits[target.type] ?? 0) : 0)
    },
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault()
      ask(event.currentTarget, 0)
    },
  }
}

const own = { isAsked: true }

/** Another one whenever the address has changed by anything but this form. */
function useRound(): string {
  const { key, state } = useLocation()
  const isOwn = useNavigationType() === 'REPLACE' && isAsked(state)
  const [round, setRound] = useState(key)
  if (!isOwn && key !== round) setRound(key)
  return round
}

function isAsked(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'isAsked' in state
}

function readQuery(form: HTMLFormElement): string {
  const query = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value.trim() !== '') query.append(name, value)
  }
  return query.toString()
}
