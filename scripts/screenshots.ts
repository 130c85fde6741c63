// Makes the pictures of the README from the demo studios: npm run screenshots, or npm run screenshots -- admin for some.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { build } from './local/build.ts'
import { requireChromium } from './local/chromium.ts'
import { projectDir } from './local/run-command.ts'
import { startSystem } from './local/start-system.ts'
import { hours } from '../tenants/durations.ts'
import { addClassNow } from '../tests/support/add-class-now.ts'
import { demoLogin } from '../tests/support/demo-logins.ts'
import { ironPortal, lotusPortal, type DemoPortal } from '../tests/support/demo-portals.ts'

const folder = resolve(projectDir, 'docs/pictures')

const sizes = {
  phone: { width: 390, height: 844, scale: 2 },
  desktop: { width: 1280, height: 800, scale: 1 },
} as const

const ironWorks = { portal: ironPortal, language: 'bg' }
const lotusYoga = { portal: lotusPortal, language: 'en' }

/** What is shown: a studio's home, a trainer's free times as a client nearby sees them, and what an owner sees. */
const pictures: Picture[] = [
  { name: 'ironworks-home', ...ironWorks, path: '/' },
  { name: 'ironworks-time', ...ironWorks, path: '/book/personal-training/maria' },
  { name: 'lotus-home', ...lotusYoga, path: '/' },
  { name: 'lotus-time', ...lotusYoga, path: '/book/private-yoga/any' },
  { name: 'admin-today', ...lotusYoga, path: '/admin' },
  {
    name: 'admin-calendar',
    ...lotusYoga,
    path: `/admin/calendar?view=week&on=${dateIn(7)}`,
    onPhone: `/admin/calendar?view=agenda&on=${dateIn(7)}`,
  },
  { name: 'admin-clients', ...ironWorks, path: '/admin/clients' },
  { name: 'admin-site', ...ironWorks, path: '/admin/site' },
]
/** So long ago that studios have a day behind them, and are in the midst of another. */
const OPENED_BEFORE_MS = hours(30)

const [only = ''] = process.argv.slice(2)
const wanted = pictures.filter(({ name }) => name.startsWith(only))
const built = await build()
if (!built.isOk) throw new Error(built.output)
const dataDir = mkdtempSync(join(tmpdir(), 'trainerhub-pictures-'))
const system = await startSystem({ dataDir, seed: 'demo', seededAt: Date.now() - OPENED_BEFORE_MS })
const browser = await chromium.launch({
  executablePath: requireChromium(),
  // Studios' own domains lead to this machine; Chromium's sandbox does not work for root.
  args: [`--host-resolver-rules=MAP * 127.0.0.1`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
})
try {
  mkdirSync(folder, { recursive: true })
  await addClassNow(system, lotusPortal, {
    serviceId: 'svc_morning_flow',
    names: ['Ava Brooks', 'Noor Haddad', 'Leo Martin', 'Priya Shah'],
  })
  const { port } = new URL(system.url)
  for (const picture of wanted) {
    for (const [name, size] of Object.entries(sizes)) {
      const page = await openPage(browser, { ...picture, ...picture.portal, ...size })
      const origin = `http://${picture.portal.host}:${port}`
      if (picture.path.startsWith('/admin')) await signIn(page, { ...picture, origin })
      const path = name === 'phone' ? (picture.onPhone ?? picture.path) : picture.path
      const answer = await page.goto(origin + path, { waitUntil: 'networkidle' })
      if (answer?.status() !== 200) throw new Error(`${origin}${path} answered ${answer?.status()}`)
      const file = `${picture.name}-${name}.png`
      await page.screenshot({ path: join(folder, file), animations: 'disabled' })
      await page.context().close()
      console.log(`docs/pictures/${file}`)
    }
  }
} finally {
  await browser.close()
  await system.close()
  rmSync(dataDir, { recursive: true, force: true })
}

type Picture = { name: string; portal: DemoPortal; language: string; path: string; onPhone?: string }

async function signIn(page: Page, { portal, origin }: Picture & { origin: string }): Promise<void> {
  const { email, password } = demoLogin(system, portal, 'owner')
  await page.goto(`${origin}/sign-in?next=/admin`)
  await page.locator('#email').fill(email)
  await page.locator('#password').fill(password)
  await page.locator('#password').press('Enter')
  await page.waitForURL(`${origin}/admin`)
}

function dateIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

type View = { width: number; height: number; scale: number; language: string; timeZone: string }

async function openPage(from: Browser, { width, height, scale, language, timeZone }: View): Promise<Page> {
  const context = await from.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    locale: language,
    timezoneId: timeZone,
    reducedMotion: 'reduce',
  })
  return context.newPage()
}
