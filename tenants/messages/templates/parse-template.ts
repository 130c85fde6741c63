import Mustache from 'mustache'
import { z } from 'zod'

/**
 * A text with placeholders, taken apart. Of Mustache there are `{{name}}`, and `{{#name}}…{{/name}}` and
 * `{{^name}}…{{/name}}` for what is said only when there is, or is no, such thing. Nothing else: no lists, no
 * partials, no other delimiters, and nothing is escaped here, as only the layout knows for what.
 */
export type TemplatePart =
  | { kind: 'words'; words: string }
  | { kind: 'value'; name: string }
  | { kind: 'section'; name: string; isInverted: boolean; parts: TemplatePart[] }

/** The text is not in the language; `sign` is what is not understood, as it was written. */
export class TemplateError extends Error {
  override name = 'TemplateError'
  readonly sign: string

  constructor(sign: string) {
    super(`cannot be read: ${sign}`)
    this.sign = sign
  }
}

/** What the library takes a text apart into: type, value, where it starts and ends, and what is in a section. */
const tokenSchema = z.union([
  z
    .tuple([z.literal(['#', '^']), z.string(), z.number(), z.number(), z.array(z.unknown())])
    .rest(z.unknown()),
  z.tuple([z.string(), z.string(), z.number(), z.number()]).rest(z.unknown()),
])

/** @throws TemplateError */
export function parseTemplate(text: string): TemplatePart[] {
  return parse(text).map((token) => toPart(token, text))
}

function parse(text: string): unknown[] {
  try {
    // A writer of its own: the library's keeps every text it ever saw.
    return z.array(z.unknown()).parse(new Mustache.Writer().parse(text))
  } catch (error) {
    const [sign = text] =
      /(?<=section ").*(?=" at \d+$)/.exec(String(error)) ?? /\{\{[^}]*\}?$/.exec(text) ?? []
    throw new TemplateError(sign)
  }
}

function toPart(token: unknown, text: string): TemplatePart {
  const [type, name, start, end, parts] = tokenSchema.parse(token)
  if (type === 'text') return { kind: 'words', words: name }
  if (type === 'name') return { kind: 'value', name }
  if (type === '#' || type === '^') {
    const inner = z.array(z.unknown()).parse(parts)
    return { kind: 'section', name, isInverted: type === '^', parts: inner.map((one) => toPart(one, text)) }
  }
  throw new TemplateError(text.slice(start, end))
}

/** The names of all placeholders in it, and whether each is said itself or decides what is. */
export function listNames(parts: readonly TemplatePart[]): { name: string; isSaid: boolean }[] {
  return parts.flatMap((part) => {
    if (part.kind === 'words') return []
    if (part.kind === 'value') return [{ name: part.name, isSaid: true }]
    return [{ name: part.name, isSaid: false }, ...listNames(part.parts)]
  })
}
