import { escape } from 'html-escaper'

/** HTML that is safe to put into a page as it is. Only the tag `markup` makes it. */
export type Markup = { readonly html: string }

/** Builds HTML: every text that is put in is escaped, markup that is put in is not escaped again. */
export function markup(
  strings: TemplateStringsArray,
  ...values: readonly (string | Markup | Markup[])[]
): Markup {
  const parts = strings.map((part, index) => part + toHtml(values[index] ?? ''))
  return { html: parts.join('') }
}

function toHtml(value: string | Markup | Markup[]): string {
  if (typeof value === 'string') return escape(value)
  return Array.isArray(value) ? value.map(({ html }) => html).join('') : value.html
}
