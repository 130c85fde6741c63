import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { sizes } from './browser-test.ts'

/** What axe finds on a page as it is, a line each: only what is serious. */
export async function findAxeFaults(page: Page, rules?: string[]): Promise<string[]> {
  // Legacy: without a second page for frames, of which there are none.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return grave.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`))
}

/** The same, small and large, by day and by night. At night only colours differ. */
export async function inEveryLight(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const [name, size] of Object.entries(sizes)) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const faults = await findAxeFaults(page, colorScheme === 'dark' ? ['color-contrast'] : undefined)
      found.push(...faults.map((fault) => `${name} ${colorScheme}: ${fault}`))
    }
  }
  return found
}
