import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { users } from '../../db/tenant/schema/index.ts'
import { ironWorks } from '../../scripts/seed/iron-works.ts'
import { listAdminPages, unseen } from '../support/admin-pages.ts'
import { test as plainTest } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { ironPortal } from '../support/demo-portals.ts'
import { findAxeFaults } from '../support/find-axe-faults.ts'
import { listBrokenWords, listClipped } from '../support/list-clipped.ts'
import { listPages } from '../support/list-routes.ts'

const test = plainTest.extend('pages', { scope: 'file' }, ({ system }) => listAdminPages(system, ironPortal))

/** People of the demo, who are called the same in both languages. */
const people = [
  ...ironWorks.clients.flatMap(({ firstName, lastName }) => [firstName, lastName]),
  'Мария',
  'Петрова',
]

/** What has no language: names, codes, addresses, zones of time. */
const NOBODYS = {
  en: new RegExp(`Български|${people.join('|')}`, 'g'),
  bg: /[\w.+-]+@[\w.-]+|https?:\S+|^[A-Z]\w+\/.*|[\w.-]+\.(test|localhost|com)\b|\w+_\w+|#\w+|\b[A-Z]{2,5}\b|\b(Olga|Owner|Martin|Manager|Dora|Desk|Nikola|Petrov|Wanda|Waits|One|Demo|(Last|Field|Group)-own(\.csv)?|English|Chrome|Linux|Excel|Numbers|Acuity|Mindbody|Square|Vagaro|TeamUp|SQLite|Ctrl|Shift|Alt|Delete|Enter|WebP|Instagram|Facebook|YouTube|TikTok|WhatsApp|Viber|legal|terms|privacy)\b/g,
}
const foreign = { en: /\p{Script=Cyrillic}{2,}/u, bg: /[A-Za-z]{3,}/ }
/** What is in a language of its own, or is not read: code, initials, letters to choose among, holidays of a country. */
const APART =
  'script, style, noscript, textarea, code, [aria-hidden=true], label:has([name=typePair]), .holiday'

const looks = [
  ['a phone by night, in Bulgarian', 'phone', 'dark', 'bg'],
  ['a desk by day, in English', 'desktop', 'light', 'en'],
] as const

test('every page of the admin is looked at', async ({ pages }) => {
  const routes = (await listPages()).filter((path) => path.startsWith('/admin'))
  expect([...pages.map(({ route }) => route), ...unseen].toSorted()).toEqual(routes.toSorted())
})

test.for(looks)(
  'on %s every page of the admin fits, can be read by everybody and speaks one language',
  // A hundred pages.
  { timeout: 300_000 },
  async ([, size, colorScheme, language], { system, pages, visit }) => {
    const { orm, write } = await system.openTenant(ironPortal.tenantId)
    await write([orm.update(users).set({ locale: language }).where(eq(users.id, 'usr_owner'))])
    const context = { colorScheme, reducedMotion: 'reduce' } as const
    const opened = await visit(ironPortal, { size, language, expected: [404, 410], context })
    const { page, go } = opened
    await signInAt(opened, demoLogin(system, ironPortal, 'owner'), '/admin')
    const found: string[] = []
    for (const { route, path, status } of pages) {
      expect(await go(path), route).toBe(status)
      expect(page.url(), route).toBe(opened.origin + encodeURI(path))
      const faults = [
        ...(await listClipped(page)),
        ...(await listBrokenWords(page)),
        // By day only colours differ.
        ...(await findAxeFaults(page, colorScheme === 'light' ? ['color-contrast'] : undefined)),
        ...(await listForeign(page, language)),
      ]
      found.push(...faults.map((fault) => `${route}: ${fault}`))
    }
    expect(found).toEqual([])
  },
)

/** What a page says in another language than its own; what is marked as another language's may. */
async function listForeign(page: Page, language: 'en' | 'bg'): Promise<string[]> {
  const texts = await page.evaluate((apart) => {
    const isApart = (element: Element | null) => element?.closest(apart)
    const said = [document.title]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (!isApart(node.parentElement)) said.push(node.textContent ?? '')
    for (const element of document.querySelectorAll('main *'))
      for (const name of ['aria-label', 'title', 'alt', 'placeholder'])
        if (!isApart(element)) said.push(element.getAttribute(name) ?? '')
    return said
  }, `${APART}, [lang]:not([lang=${language}])`)
  const isForeign = (text: string) => foreign[language].test(text.replaceAll(NOBODYS[language], ''))
  return texts.filter(isForeign).map((text) => `"${text}" is no ${language}`)
}
