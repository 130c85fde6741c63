import { renderToStaticMarkup } from 'react-dom/server'
import type { MessageContent } from './mail-content.ts'
import { mailLayout } from './mail-layout.ts'

/** The message as e-mail programs want it; see `mail-layout.ts`. */
export function renderHtml(content: MessageContent): string {
  return `<!doctype html>\n${renderToStaticMarkup(mailLayout(content))}\n`
}
