import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { test } from '../support/browser-test.ts'
import { ironPortal, lotusPortal, portals, words } from '../support/demo-portals.ts'
import { listPortalPages } from '../support/portal-pages.ts'
import { title } from '../support/walk-portal.ts'

const languageOf = (page: Page) => page.evaluate(() => document.documentElement.lang)

test.for([
  ['bg-BG', 'bg'],
  ['en-US', 'en'],
  ['de-DE', 'bg'],
])('a browser that speaks %s is answered in %s', async ([language = '', expected = ''], { visit }) => {
  const { page, go } = await visit(ironPortal, { language })
  await go('/book')
  expect(await languageOf(page)).toBe(expected)
  await title(page, words[expected === 'bg' ? 'bg' : 'en'].choose.serviceTitle).waitFor()
})

test('a studio with one language has no switch and speaks it to everybody', async ({ visit }) => {
  const { page, go, origin } = await visit(lotusPortal, { language: 'bg-BG' })
  await go('/bg/book')
  expect(page.url()).toBe(`${origin}/book`)
  expect(await languageOf(page)).toBe('en')
  expect(await page.getByRole('navigation', { name: words.en.shell.language }).count()).toBe(0)
})

test.for([true, false])(
  'a language once chosen is kept, and the switch stays on the page (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const pages = await listPortalPages(system.url, ironPortal)
    const { page, hands, go, origin } = await visit(ironPortal, { language: 'bg-BG', withJavaScript })
    await go('/en')
    expect(await languageOf(page)).toBe('en')
    await go('/')
    expect(await languageOf(page)).toBe('en')

    const path = pages.find(({ name }) => name === 'times')?.path ?? ''
    await go(path)
    await title(page, words.en.time.title).waitFor()
    await hands.press(page.getByRole('link', { name: 'Български', exact: true }))
    await title(page, words.bg.time.title).waitFor()
    expect(page.url()).toBe(`${origin}/bg${path}`)
    expect(await languageOf(page)).toBe('bg')
    await go('/')
    expect(await languageOf(page)).toBe('bg')
  },
)

/** What is not translated because it has no language: codes of languages, addresses, keyboards. */
const NOBODYS = /\b(BG|EN)\b|English|[\w.+-]+@[\w.-]+/g

test('pages in Bulgarian have no English in them', async ({ system, visit }) => {
  const pages = await listPortalPages(system.url, ironPortal)
  const { page, go } = await visit(ironPortal, { language: 'bg-BG', expected: [404, 409] })
  const found: string[] = []
  for (const { name, path, status } of pages) {
    expect(await go(path), name).toBe(status)
    const texts = await textsOf(page)
    // Whoever booked past the portal has a name of their own.
    const foreign = texts.filter((text) => /[A-Za-z]{2,}/.test(text.replaceAll(NOBODYS, '')))
    found.push(...foreign.map((text) => `${name}: ${text}`))
  }
  expect(found).toEqual([])
})

test('pages in English have no Bulgarian in them', async ({ system, visit }) => {
  const { page, go } = await visit(ironPortal, { language: 'en', expected: [404, 409] })
  const found: string[] = []
  for (const { name, path } of await listPortalPages(system.url, ironPortal)) {
    await go(path)
    const texts = (await textsOf(page)).filter((text) => text !== 'Български')
    found.push(...texts.filter((text) => /\p{Script=Cyrillic}/u.test(text)).map((text) => `${name}: ${text}`))
  }
  expect(found).toEqual([])
})

test.for(portals)('nothing that $name publishes names the platform', async (portal, { system, visit }) => {
  const { page, go } = await visit(portal, { expected: [404, 409] })
  const bodies: Promise<[string, string]>[] = []
  page.on('response', (response) => {
    const read = response.text().catch(() => '')
    bodies.push(read.then((text) => [response.url(), text]))
  })
  const files = [
    '/site.webmanifest',
    '/favicon.svg',
    '/icon.svg',
    '/share.svg',
    '/sw.js',
    '/robots.txt',
    '/sitemap.xml',
  ]
  const pages = await listPortalPages(system.url, portal)
  for (const { path } of pages) await go(path)
  for (const file of files) await page.evaluate(async (path) => (await fetch(path)).text(), file)
  const naming = (await Promise.all(bodies)).filter(([, text]) => /trainer ?hub/i.test(text))
  expect(naming.map(([url]) => url)).toEqual([])
  expect(bodies.length).toBeGreaterThan(pages.length + files.length)
})

/** Everything a page says: what is seen, what is heard, and its title. */
function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = [document.title]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (!node.parentElement?.closest('script, style')) texts.push(node.textContent ?? '')
    for (const element of document.querySelectorAll('*'))
      for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'content'])
        if (name !== 'content' || element.matches('[name=description], [property="og:description"]'))
          texts.push(element.getAttribute(name) ?? '')
    return texts.map((text) => text.trim()).filter(Boolean)
  })
}
