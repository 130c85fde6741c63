import { hashText } from '../../theme/hash-text.ts'
import type { Values } from './form-values.server.ts'

/** What a form showed when it was opened: which edition of what it changes, and a mark of what was in each field. */
export type SeenForm = { edition: number | undefined; marks: Values }

/** For the form's hidden `edition`, with which it is sent. */
export const seenText = (edition: number, values: Values): string =>
  JSON.stringify({ edition, marks: marksOf(values) })

/** The same of a form that comes back: it is about what it was about. */
export const stillSeen = (seen: SeenForm): Values =>
  seen.edition === undefined ? {} : { edition: JSON.stringify(seen) }

/** What a form says it showed; nothing of one that does not say. */
export function readSeen(sent: unknown): SeenForm {
  if (!isRecord(sent)) return { edition: undefined, marks: {} }
  const { edition, marks } = sent
  const told = isRecord(marks) ? Object.entries(marks) : []
  return {
    edition: typeof edition === 'number' && Number.isSafeInteger(edition) ? edition : undefined,
    marks: Object.fromEntries(told.map(([name, mark]) => [name, String(mark)])),
  }
}

/** In which fields something else is than the form showed in them; of what is not known it is. */
export function othersThan({ marks }: SeenForm, values: Values): (name: string) => boolean {
  const others = Object.entries(values).flatMap(([name, value]) =>
    marks[name] === markOf(value) ? [] : [whole(name)],
  )
  return (name) => others.includes(whole(name))
}

/** What was typed; where nothing was, what is there now. */
export function takeOver(seen: SeenForm, { typed, current }: { typed: Values; current: Values }): Values {
  const isTyped = othersThan(seen, typed)
  return Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [name, isTyped(name) ? value : (current[name] ?? value)]),
  )
}

/** A number and its unit, a colour and whether there is one: neither means anything without the other. */
const whole = (name: string): string => name.replace(/\.(unit|own)$/, '')

const marksOf = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, markOf(value)]))

/** Forms send line breaks in a way of their own. */
const markOf = (value: string): string => hashText(value.replaceAll('\r\n', '\n'))

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
