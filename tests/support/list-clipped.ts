import type { Page } from 'playwright-core'

/**
 * Text that leaves its place: beyond the edge of the page, of the link or button it stands in, or of whatever cuts it
 * off. A part that scrolls by itself may hold more than it shows.
 */
export function listClipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SLACK = 1.5
    const found: string[] = []
    const root = document.documentElement
    if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} px wide`)

    /** Those around an element that its text may not leave, up to one that scrolls. */
    function boundsOf(element: Element): Element[] {
      const bounds: Element[] = []
      for (let at: Element | null = element; at && at !== root; at = at.parentElement) {
        const { overflowX, overflowY, clipPath } = getComputedStyle(at)
        if (clipPath !== 'none' || at.getAttribute('aria-hidden') === 'true') return []
        if ([overflowX, overflowY].some((overflow) => overflow === 'auto' || overflow === 'scroll'))
          return bounds
        if (at.matches('a, button') || overflowX === 'hidden' || overflowX === 'clip') bounds.push(at)
      }
      return [...bounds, root]
    }

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!parent || !node.textContent?.trim() || parent.closest('script, style, .skip-link')) continue
      if (!parent.checkVisibility()) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const bound of boundsOf(parent)) {
        // The lines of a link in running text have no box of their own.
        if (getComputedStyle(bound).display === 'inline') continue
        const box = bound.getBoundingClientRect()
        const isOut = [...range.getClientRects()].some(
          ({ left, right, width }) => width > 1 && (left < box.left - SLACK || right > box.right + SLACK),
        )
        if (isOut)
          found.push(`"${node.textContent.trim().slice(0, 60)}" leaves ${bound.tagName} ${bound.className}`)
      }
    }
    return found
  })
}

/** Words of the interface that stand on two lines, though they have no hyphen to break at. An address may. */
export function listBrokenWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement?.closest('script, style, [aria-hidden]')) continue
      for (const { index, 0: word } of (node.textContent ?? '').matchAll(/(?<!\S)[\p{L}\d]{2,}(?!\S)/gu)) {
        const range = document.createRange()
        range.setStart(node, index)
        range.setEnd(node, index + word.length)
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
        if (lines.size > 1) found.push(`"${word}" is broken`)
      }
    }
    return found
  })
}
