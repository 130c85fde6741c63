import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { sizes, test } from '../support/browser-test.ts'
import { ironPortal, lotusPortal, portals, words } from '../support/demo-portals.ts'
import { listPortalPages } from '../support/portal-pages.ts'
import { submitOf, title } from '../support/walk-portal.ts'

const calm = { reducedMotion: 'reduce' } as const

test.for(portals)('axe finds nothing serious on any page of $name', async (portal, { system, visit }) => {
  const pages = await listPortalPages(system.url, portal)
  const { page, go } = await visit(portal, { expected: [404, 409], context: calm })
  const found: string[] = []
  for (const { name, path, status } of pages) {
    expect(await go(path), name).toBe(status)
    found.push(...(await inEveryLight(page)).map((problem) => `${name}: ${problem}`))
  }
  expect(found).toEqual([])
})

test('axe finds nothing serious in a form with errors', async ({ system, visit }) => {
  const { page, go } = await visit(ironPortal, { expected: [422], context: calm })
  const pages = await listPortalPages(system.url, ironPortal)
  await go(pages.find(({ name }) => name === 'details')?.path ?? '')
  await submitOf(page).click()
  await page.getByRole('alert').waitFor()
  expect(await inEveryLight(page)).toEqual([])
})

test('the first Tab leads past the header', async ({ visit }) => {
  const { page, hands, go } = await visit(lotusPortal, { by: 'keyboard' })
  await go('/')
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: words.en.shell.skip })
  expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true)
  expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  const isInMain = () => document.querySelector('main')?.contains(document.activeElement)
  expect(await page.evaluate(isInMain)).toBe(true)
  await hands.press(page.getByRole('main').getByRole('link', { name: words.en.home.bookNow }))
  await title(page, words.en.choose.serviceTitle).waitFor()
})

/** What axe finds on a page, small and large, by day and by night, a line each. At night only colours differ. */
async function inEveryLight(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const [name, size] of Object.entries(sizes)) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      // Legacy: without a second page for frames, of which there are none.
      const axe = new AxeBuilder({ page }).setLegacyMode()
      const { violations } = await (colorScheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze()
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      found.push(
        ...grave.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${name} ${colorScheme}: ${id} ${html}`)),
      )
    }
  }
  return found
}
