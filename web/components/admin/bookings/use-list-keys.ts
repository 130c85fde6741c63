import { useEffect, type RefObject } from 'react'
import { areKeysOn } from '../palette/use-keys.ts'

/**
 * Lets a list be walked by keys while nobody types: `j` and `k` go to the next and the last line, `x` ticks the one that
 * has the focus, `/` goes to the search. What leads to a line is marked `data-line`; Enter follows it as any link. Where
 * somebody has switched single keys off, they do nothing.
 */
export function useListKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const deed = keys[event.key]
      if (!deed || !list.current || !areKeysOn()) return
      event.preventDefault()
      deed(list.current)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [list])
}

const keys: Record<string, (list: HTMLElement) => void> = {
  j: (list) => step(list, 1),
  k: (list) => step(list, -1),
  x: (list) => lineAt(list)?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click(),
  '/': () => document.getElementById('q')?.focus(),
}

const linesOf = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>('[data-line]')]

/** The row with the focus, whatever in it has it. */
const lineAt = (list: HTMLElement) =>
  list.contains(document.activeElement) ? document.activeElement?.closest('tr') : undefined

function step(list: HTMLElement, by: number): void {
  const lines = linesOf(list)
  const row = lineAt(list)
  const at = lines.findIndex((line) => row?.contains(line))
  const next = at < 0 ? (by > 0 ? 0 : lines.length - 1) : Math.min(lines.length - 1, Math.max(0, at + by))
  lines[next]?.focus()
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const isTick = target instanceof HTMLInputElement && target.type === 'checkbox'
  return !isTick && target.matches('input, textarea, select, [contenteditable]')
}
