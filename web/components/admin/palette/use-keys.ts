import { useNavigate } from '@remix-run/react'
import { useEffect, useRef, useSyncExternalStore } from 'react'

/** After `g`, the next key has to come within this. */
const CHORD_MS = 1_200
const KEPT_AS = 'single-keys'

/** Where `g` and a letter lead. */
export const goKeys: Readonly<Record<string, string>> = {
  t: '/admin',
  c: '/admin/calendar',
  b: '/admin/bookings',
  l: '/admin/classes',
  p: '/admin/clients',
  s: '/admin/services',
  h: '/admin/hours',
}

/** Whether keys without Ctrl do anything here: each device has a switch for it (WCAG 2.1.4). */
export function areKeysOn(): boolean {
  try {
    return localStorage.getItem(KEPT_AS) !== 'off'
  } catch {
    return true
  }
}

export function switchKeys(isOn: boolean): void {
  try {
    localStorage.setItem(KEPT_AS, isOn ? 'on' : 'off')
  } catch {
    // A browser that keeps nothing has them on.
  }
  for (const tell of listeners) tell()
}

const listeners = new Set<() => void>()

/** The same for a component that shows it. */
export function useKeySwitch(): boolean {
  const listen = (tell: () => void) => {
    listeners.add(tell)
    return () => void listeners.delete(tell)
  }
  return useSyncExternalStore(listen, areKeysOn, () => true)
}

type Keys = { places: readonly string[]; openPalette: () => void; openHelp: () => void }

/** Ctrl+K (⌘K) opens the palette, `?` the list of keys, and `g` with a letter goes to a place one may go to. */
export function useKeys({ places, openPalette, openHelp }: Keys): void {
  const navigate = useNavigate()
  const wentAt = useRef(0)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        openPalette()
        return
      }
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) || document.querySelector('dialog[open]') || !areKeysOn()) return
      if (event.key === '?') return openHelp()
      const isSecond = Date.now() - wentAt.current < CHORD_MS
      wentAt.current = event.key === 'g' ? Date.now() : 0
      const to = isSecond ? goKeys[event.key] : undefined
      if (to === undefined || !places.includes(to)) return
      event.preventDefault()
      navigate(to)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [navigate, openHelp, openPalette, places])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  )
}
