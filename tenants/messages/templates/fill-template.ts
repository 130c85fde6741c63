import type { TemplateValues } from './placeholders.ts'
import { parseTemplate, type TemplatePart } from './parse-template.ts'

/**
 * Puts values into a text with placeholders. What is not known leaves no gap: the space before it goes with it, and at the
 * beginning the comma after it, so that `{{first_name}}, you’re booked.` is "You’re booked." for whoever has no name.
 *
 * @throws TemplateError
 */
export function fillTemplate(text: string, values: TemplateValues): string {
  let filled = ''
  let isHeadless = false
  const say = (words: string) => {
    const rest = isHeadless && filled === '' ? words.replace(/^[\s,;:!.–-]+/, '') : words
    filled += isHeadless && filled === '' ? rest.charAt(0).toLocaleUpperCase('bg') + rest.slice(1) : rest
  }
  const sayAll = (parts: readonly TemplatePart[]) => {
    for (const part of parts) {
      if (part.kind === 'words') {
        say(part.words)
        continue
      }
      const known = valueOf(part.name, values)
      if (part.kind === 'section') {
        if ((known !== '' && known !== false) !== part.isInverted) sayAll(part.parts)
      } else if (typeof known === 'string' && known !== '') {
        say(known)
      } else {
        filled = filled.trimEnd()
        isHeadless ||= filled === ''
      }
    }
  }
  sayAll(parseTemplate(text))
  return filled
}

function valueOf(name: string, values: TemplateValues): string | boolean {
  return Object.hasOwn(values, name) ? (values[name as keyof TemplateValues] ?? '') : ''
}
