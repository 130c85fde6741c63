import type { Page } from 'playwright-core'
import { inEveryLight } from './find-axe-faults.ts'
import { listClipped } from './list-clipped.ts'

/** A narrow phone, a tablet, a desk. */
const WIDTHS = [320, 768, 1280]

/** What axe finds on the page that is open, and what does not fit at any width, a line each that names the `path`. */
export async function findPageFaults(page: Page, path: string): Promise<string[]> {
  const found = (await inEveryLight(page)).map((fault) => `${path}: ${fault}`)
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    found.push(...(await listClipped(page)).map((fault) => `${path} at ${width} px: ${fault}`))
  }
  return found
}
