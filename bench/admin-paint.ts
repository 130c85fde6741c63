import { chromium, type Browser, type Page } from 'playwright-core'
import { requireChromium } from '../scripts/local/chromium.ts'
import { makeAdminStudio, sizes, type AdminStudio } from './admin-studio.ts'
import { atMost, type BenchRow } from './bench-row.ts'
import { withSystem } from './bench-system.ts'
import { median } from './statistics.ts'

const BUDGET_MS = 200
const TIMES = 5
/** What a phone of a few years ago is slower by. */
const SLOWDOWN = 4
/** An event that takes less is not told of. */
const SHORTEST_MS = 16
const SETTLED_MS = 400

type Interaction = { path: string; act: (page: Page, n: number) => Promise<void> }

/** What people do all day, each on a page that has been open for a moment. */
export const interactions: Record<string, Interaction> = {
  'typing who to look for': {
    path: '/admin/clients',
    act: async (page) => {
      await page.locator('main input[type=search]').first().fill('')
      await page.locator('main input[type=search]').first().pressSequentially('elena', { delay: 60 })
    },
  },
  'choosing a segment': {
    path: '/admin/clients',
    act: async (page, n) => {
      await page.locator('main select').first().focus()
      await page.keyboard.press(n % 2 === 0 ? 'ArrowDown' : 'ArrowUp')
    },
  },
  'the next page of clients': { path: '/admin/clients', act: turnPage },
  'the next page of bookings': { path: '/admin/bookings', act: turnPage },
  'ticking all bookings': {
    path: '/admin/bookings',
    act: (page) => page.locator('.tick-all input').click(),
  },
  'the next day of 40 trainers': { path: '/admin/calendar', act: (page) => stepOn(page) },
  'the next week of a trainer': {
    path: '/admin/calendar?view=week&trainer=trn_1',
    act: (page) => stepOn(page),
  },
  'the next month of a trainer': {
    path: '/admin/calendar?view=month&trainer=trn_1',
    act: (page) => stepOn(page),
  },
  'opening a booking in the calendar': {
    path: '/admin/calendar',
    act: async (page) => {
      await page.locator('.ec-event.item').nth(3).click()
      await page.waitForTimeout(SETTLED_MS)
      await page.keyboard.press('Escape')
    },
  },
  'checking in': {
    path: '/admin',
    act: (page, n) => page.locator('button.roster-tap:visible').nth(n).click(),
  },
  'opening the palette and typing': {
    path: '/admin',
    act: async (page) => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('maria', { delay: 60 })
      await page.waitForTimeout(SETTLED_MS)
      await page.keyboard.press('Escape')
    },
  },
  'moving hours on the grid': {
    path: '/admin/hours?trainer=trn_1',
    act: async (page, n) => {
      await page.locator('.week-columns button').first().focus()
      await page.keyboard.press(n % 2 === 0 ? 'ArrowDown' : 'ArrowUp')
    },
  },
}

/** On, and back again; a small studio may have one page. */
async function turnPage(page: Page, n: number): Promise<void> {
  const links = page.locator('.pages a')
  if ((await links.count()) > 0) await (n % 2 === 0 ? links.last() : links.first()).click()
}

const stepOn = (page: Page) => page.locator('.calendar-steps a').last().click()

/**
 * From what somebody does in Chromium to the next picture, in the largest studio and beside it in a small one: the
 * longest of the events of each try, as the browser itself measures them for "interaction to next paint". The middle one
 * of the tries counts: the worst of a few is what else the machine had to do.
 */
export function benchAdminPaint(): Promise<BenchRow[]> {
  return withSystem(async (system) => {
    const small = await makeAdminStudio(system, sizes.small)
    const huge = await makeAdminStudio(system, sizes.huge)
    return withBrowser((browser) => measureAll(browser, { url: system.url, small, huge }))
  })
}

type Studios = { url: string; small: AdminStudio; huge: AdminStudio }

export async function measureAll(browser: Browser, { url, small, huge }: Studios): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const [name, interaction] of Object.entries(interactions)) {
    const take = (studio: AdminStudio, slowdown: number) =>
      measure(browser, interaction, { url, studio, slowdown })
    const plain = { small: await take(small, 1), huge: await take(huge, 1) }
    const slow = await take(huge, SLOWDOWN)
    rows.push(
      atMost(BUDGET_MS, {
        name: `huge: ${name}, interaction to next paint`,
        figure: plain.huge.middle,
        unit: 'ms',
        detail:
          `the middle of ${TIMES}, the worst ${plain.huge.worst} ms, busy for ${plain.huge.busy} ms; ` +
          `small studio ${plain.small.middle} ms; ` +
          `processor ${SLOWDOWN} × slower ${slow.middle} ms, the worst ${slow.worst} ms`,
      }),
    )
  }
  return rows
}

type Measured = {
  middle: number
  worst: number
  /** The middle one of the longest stretches in which nothing else could have been answered, what arrives later included. */
  busy: number
}

async function measure(
  browser: Browser,
  { path, act }: Interaction,
  { url, studio, slowdown }: { url: string; studio: AdminStudio; slowdown: number },
): Promise<Measured> {
  const origin = `http://${studio.host}:${new URL(url).port}`
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
  try {
    const [name = '', value = ''] = studio.cookie.split('=')
    await context.addCookies([{ name, value, url: origin }])
    const page = await context.newPage()
    await page.addInitScript(watchInteractions)
    await page.goto(origin + path, { waitUntil: 'networkidle' })
    const devTools = await context.newCDPSession(page)
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    const longest: number[] = []
    const busy: number[] = []
    for (let n = 0; n < TIMES; n++) {
      await page.evaluate(() => (window.longest = { event: 0, longtask: 0 }))
      await act(page, n)
      await page.waitForLoadState('networkidle')
      await page.waitForTimeout(SETTLED_MS)
      const { event, longtask } = await page.evaluate(() => window.longest)
      longest.push(Math.max(SHORTEST_MS, event))
      busy.push(longtask)
    }
    return { middle: median(longest), worst: Math.max(...longest), busy: median(busy) }
  } finally {
    await context.close()
  }
}

declare global {
  interface Window {
    longest: { event: number; longtask: number }
  }
}

/** In the page: remembers the longest interaction and the longest task there were (ms). */
function watchInteractions(): void {
  window.longest = { event: 0, longtask: 0 }
  for (const type of ['event', 'longtask'] as const) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const counts = type === 'longtask' || ('interactionId' in entry && Number(entry.interactionId) > 0)
        if (counts) window.longest[type] = Math.max(window.longest[type], entry.duration)
      }
      // Known to Chromium, not yet to the types.
    }).observe({ type, durationThreshold: 16 } as PerformanceObserverInit)
  }
}

async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: ['--no-sandbox', '--host-resolver-rules=MAP *.localhost 127.0.0.1'],
  })
  try {
    return await use(browser)
  } finally {
    await browser.close()
  }
}
