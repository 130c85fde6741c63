import { micromark } from 'micromark'

/**
 * A page's text as HTML. What looks like HTML in it is text, and links lead to the web, to mail or telephone, or nowhere
 * (`allowDangerousHtml` and `allowDangerousProtocol` stay off). Its first headings go below the page's own.
 */
export function renderMarkdown(text: string): string {
  // The tags are micromark's own: a `<` of the text is escaped by now.
  return micromark(text).replaceAll(
    /<(\/?)h([1-5])>/g,
    (_, slash: string, level: string) => `<${slash}h${Number(level) + 1}>`,
  )
}
