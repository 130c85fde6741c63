import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { expect, test as plainTest } from 'vitest'
import { requireChromium } from '../../scripts/local/chromium.ts'
import { keyboard, mouse, touch, type Hands } from './browser-hands.ts'
import type { DemoPortal } from './demo-portals.ts'
import { startTestSystem, type TestSystem, type TestSystemOptions } from './start-test-system.ts'
import { watchPage, type Complaints } from './watch-page.ts'

export const sizes = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 900 },
} as const

export type Size = keyof typeof sizes

export type VisitOptions = {
  size?: Size
  by?: 'keyboard'
  withJavaScript?: boolean
  language?: string
  /** The browser's; the studio's own unless given. */
  timeZone?: string
  /** Statuses above 400 that the test brings about. */
  expected?: readonly number[]
  /** The test takes the connection away. */
  isOffline?: boolean
  context?: BrowserContextOptions
}

/** One visitor's browser at one studio. */
export type Visit = {
  page: Page
  hands: Hands
  origin: string
  /** Opens a path of the studio; with JavaScript, ready when React is. Resolves with the status. */
  go: (path: string) => Promise<number>
}

export type OpenVisit = (portal: DemoPortal, options?: VisitOptions) => Promise<Visit>

/** Nothing but this machine, and no talk of its own. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP *.test 127.0.0.1',
]

/**
 * A test with a system (the demo studios) and a Chromium, one of each a file, and `visit` to open a studio. Whatever a
 * visited page complains about fails the test.
 */
export const test = plainTest
  .extend('systemOptions', { scope: 'file' }, async (): Promise<TestSystemOptions> => ({ seed: 'demo' }))
  .extend('system', { scope: 'file' }, async ({ systemOptions }, { onCleanup }) => {
    const system = await startTestSystem(systemOptions)
    onCleanup(() => system.close())
    return system
  })
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads what a fixture needs from this pattern
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await chromium.launch({ executablePath: requireChromium(), args: ARGUMENTS })
    onCleanup(() => browser.close())
    return browser
  })
  .extend('visit', async ({ system, browser }, { onCleanup }) => {
    const opened: { complaints: Complaints; close: () => Promise<void> }[] = []
    onCleanup(async () => {
      await Promise.all(opened.map(({ close }) => close()))
      expect(opened.flatMap(({ complaints }) => complaints)).toEqual([])
    })
    const visit: OpenVisit = async (portal, options = {}) => {
      const made = await openVisit({ system, browser, portal }, options)
      opened.push(made)
      return made
    }
    return visit
  })

type Opening = { system: TestSystem; browser: Browser; portal: DemoPortal }

async function openVisit({ system, browser, portal }: Opening, options: VisitOptions) {
  const {
    size = 'desktop',
    by,
    withJavaScript = true,
    language = 'en',
    timeZone,
    expected = [],
    isOffline = false,
  } = options
  const isPhone = size === 'phone'
  const context = await browser.newContext({
    viewport: sizes[size],
    locale: language,
    timezoneId: timeZone ?? portal.timeZone,
    javaScriptEnabled: withJavaScript,
    isMobile: isPhone,
    hasTouch: isPhone,
    ...options.context,
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const origin = originOf(system.url, portal)
  const complaints = watchPage(page, { origin, expected, withJavaScript, isOffline })
  const hands = by === 'keyboard' ? keyboard : isPhone ? touch : mouse
  async function go(path: string): Promise<number> {
    const answer = await page.goto(origin + path)
    if (withJavaScript) await untilHydrated(page)
    return answer?.status() ?? 0
  }
  return { page, hands, origin, go, complaints, close: () => context.close() }
}

/** Where Chromium finds a studio: its own domain, on the port of the Worker. */
export const originOf = (url: string, { host }: DemoPortal): string => `http://${host}:${new URL(url).port}`

/** Until then links and forms work as they do without JavaScript. */
async function untilHydrated(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(document.querySelector('main') ?? {}).some((key) => key.startsWith('__reactFiber')),
  )
}
