import { expect } from 'vitest'
import { test } from '../support/browser-test.ts'
import { ironPortal, lotusPortal, portals, words } from '../support/demo-portals.ts'
import { inEveryLight } from '../support/find-axe-faults.ts'
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
