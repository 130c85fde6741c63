import { isHarmless, looks, stencilNames } from './svg-rules.ts'

/** One simple rule: classes, ids and elements by name, and what they look like. */
const RULE = /\s*((?:[.#]?[\w-]+)(?:\s*,\s*[.#]?[\w-]+)*)\s*\{([^{}]*)\}\s*/y

/**
 * The style sheet that drawing programs put into a drawing, written anew from rules and values that lead nowhere. With
 * anything else in it, none of it.
 */
export function cleanStyleSheet(sheet: string): string {
  const text = sheet.replaceAll(/\/\*[\s\S]*?\*\//g, '')
  const rules: string[] = []
  RULE.lastIndex = 0
  while (RULE.lastIndex < text.length) {
    const found = RULE.exec(text)
    if (!found) return ''
    const [, names = '', body = ''] = found
    const kept = readDeclarations(body).filter(
      ([name, value]) => looks.has(name) && !stencilNames.has(name) && isHarmless(value),
    )
    if (kept.length > 0) rules.push(`${names}{${kept.map(([name, value]) => `${name}:${value}`).join(';')}}`)
  }
  return rules.join('')
}

/** The declarations of a `style`, each a name and a value. */
export function readDeclarations(style: string): [string, string][] {
  return style.split(';').flatMap((one): [string, string][] => {
    const [name = '', ...value] = one.split(':')
    return value.length === 0 ? [] : [[name.trim().toLowerCase(), value.join(':').trim()]]
  })
}
