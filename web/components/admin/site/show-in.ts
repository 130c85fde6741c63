/**
 * Puts a page into a frame in place of the one that is there: where it was scrolled to it stays, and the old colours go
 * only when the new ones have come.
 */
export function showIn(frame: HTMLIFrameElement, html: string): void {
  const shown = frame.contentDocument
  if (!shown) return
  const next = new DOMParser().parseFromString(html, 'text/html')
  takeTheme(shown, next)
  for (const { name, value } of next.documentElement.attributes) {
    shown.documentElement.setAttribute(name, value)
  }
  shown.body.replaceWith(shown.adoptNode(next.body))
}

const THEME = 'link[rel="stylesheet"][href*="/theme"]'

function takeTheme(shown: Document, next: Document): void {
  const old = [...shown.querySelectorAll<HTMLLinkElement>(THEME)]
  const href = next.querySelector(THEME)?.getAttribute('href')
  if (!href || old.at(-1)?.getAttribute('href') === href) return
  const link = shown.createElement('link')
  link.rel = 'stylesheet'
  link.href = href
  link.addEventListener('load', () => old.forEach((one) => one.remove()))
  // Where the old one is: what comes after it may say otherwise.
  shown.head.insertBefore(link, old[0] ?? null)
}
