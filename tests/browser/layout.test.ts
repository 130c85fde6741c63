import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { test } from '../support/browser-test.ts'
import { ironPortal, portals, words } from '../support/demo-portals.ts'
import { listBrokenWords, listClipped } from '../support/list-clipped.ts'
import { listPortalPages } from '../support/portal-pages.ts'

const calm = { reducedMotion: 'reduce' } as const
const widths = [320, 390, 768, 1280, 1920]
const looks = [
  ['Iron Works in Bulgarian', ironPortal, 'bg'] as const,
  ...portals.map((portal) => [portal.name, portal, 'en'] as const),
]

test.for(looks)(
  '%s fits at every width, also with text twice as large',
  async ([, portal, language], { system, visit }) => {
    const pages = await listPortalPages(system.url, portal)
    const { page, go } = await visit(portal, { language, expected: [404, 409], context: calm })
    const found: string[] = []
    for (const { name, path } of pages) {
      await go(path)
      for (const scale of [100, 200]) {
        await page.evaluate((percent) => (document.documentElement.style.fontSize = `${percent}%`), scale)
        for (const width of scale === 100 ? widths : [390, 1280]) {
          await page.setViewportSize({ width, height: 900 })
          const wrong = await listClipped(page)
          // Twice as large on a phone, the longest words fit on no line.
          if (scale === 100) wrong.push(...(await listBrokenWords(page)))
          found.push(...wrong.map((text) => `${name} at ${width} px, ${scale} %: ${text}`))
        }
      }
    }
    expect(found).toEqual([])
  },
)

test.for(portals)('times on two clocks fit their buttons at $name', async (portal, { system, visit }) => {
  const pages = await listPortalPages(system.url, portal)
  const { page, go } = await visit(portal, { timeZone: 'Pacific/Kiritimati', context: calm })
  await go(pages.find(({ name }) => name === 'times')?.path ?? '')
  await page.getByText('your time').first().waitFor()
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    expect([...(await listClipped(page)), ...(await listBrokenWords(page))], `${width} px`).toEqual([])
  }
})

test.for(portals)('the trainers of $name stand side by side at a desk', async (portal, { visit }) => {
  const { page, go } = await visit(portal)
  await go('/')
  const trainers = page.getByRole('region', { name: words.en.home.trainers })
  const tops = await trainers
    .getByRole('heading', { level: 3 })
    .evaluateAll((headings) => headings.map((heading) => heading.getBoundingClientRect().top))
  expect(tops.length).toBeGreaterThan(1)
  expect(new Set(tops).size).toBe(1)
})

test.for(portals)(
  '$name has targets large enough for a thumb, calm on demand, and edges in forced colours',
  async (portal, { system, visit }) => {
    const pages = await listPortalPages(system.url, portal)
    const { page, go } = await visit(portal, { size: 'phone', expected: [404, 409] })
    const found: string[] = []
    const note = (what: string, elements: string[]) =>
      found.push(...elements.map((element) => `${what}: ${element}`))
    for (const { name, path } of pages) {
      await page.emulateMedia({ reducedMotion: null, forcedColors: null })
      await go(path)
      note(`${name} is small`, await listSmallTargets(page))
      await page.emulateMedia({ reducedMotion: 'reduce' })
      note(`${name} moves`, await listMoving(page))
      await page.emulateMedia({ forcedColors: 'active' })
      note(`${name} has no edge`, await listEdgeless(page))
    }
    expect(found).toEqual([])
  },
)

/** Times and buttons under 44 px: links of a list of times, and whatever looks like a button. */
function listSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isTime = (element: Element) => /T\d{4}Z$/.test(element.getAttribute('href') ?? '')
    return [...document.querySelectorAll('main button, main a')]
      .filter((element) => element.tagName === 'BUTTON' || isTime(element))
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect()
        return width < 44 || height < 44
      })
      .map((element) => element.outerHTML)
  })
}

/** Whatever has a transition or an animation, or would scroll smoothly. */
function listMoving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element)
        const isStill = transitionDuration.split(', ').every((duration) => Number.parseFloat(duration) === 0)
        return !isStill || animationName !== 'none' || scrollBehavior === 'smooth'
      })
      .map((element) => element.outerHTML.slice(0, 80)),
  )
}

/** Buttons and fields without a border: in forced colours nothing else tells them from text. */
function listEdgeless(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    // Boxes to tick are the system's own drawing.
    [
      ...document.querySelectorAll(
        'button, input:not([type=hidden], [type=checkbox], [type=radio]), textarea',
      ),
    ]
      .filter((element) => {
        const { borderTopStyle, borderTopWidth } = getComputedStyle(element)
        return borderTopStyle === 'none' || Number.parseFloat(borderTopWidth) < 1
      })
      .map((element) => element.outerHTML.slice(0, 80)),
  )
}
