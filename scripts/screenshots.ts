// Makes the pictures of the README from the demo studios: npm run screenshots
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { build } from './local/build.ts'
import { requireChromium } from './local/chromium.ts'
import { projectDir } from './local/run-command.ts'
import { startSystem } from './local/start-system.ts'

const folder = resolve(projectDir, 'docs/pictures')

const sizes = {
  phone: { width: 390, height: 844, scale: 2 },
  desktop: { width: 1280, height: 800, scale: 1 },
} as const

const ironWorks = { host: 'book.ironworks.test', language: 'bg', timeZone: 'Europe/Sofia' }
const lotusYoga = { host: 'book.lotus-yoga.test', language: 'en', timeZone: 'America/New_York' }

/** What is shown: a studio's home, and a trainer's free times, as a client nearby sees them. */
const pictures = [
  { name: 'ironworks-home', ...ironWorks, path: '/' },
  { name: 'ironworks-time', ...ironWorks, path: '/book/personal-training/maria' },
  { name: 'lotus-home', ...lotusYoga, path: '/' },
  { name: 'lotus-time', ...lotusYoga, path: '/book/private-yoga/any' },
]

const built = await build()
if (!built.isOk) throw new Error(built.output)
const dataDir = mkdtempSync(join(tmpdir(), 'trainerhub-pictures-'))
const system = await startSystem({ dataDir, seed: 'demo' })
const browser = await chromium.launch({
  executablePath: requireChromium(),
  // Studios' own domains lead to this machine; Chromium's sandbox does not work for root.
  args: [`--host-resolver-rules=MAP * 127.0.0.1`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
})
try {
  mkdirSync(folder, { recursive: true })
  const { port } = new URL(system.url)
  for (const picture of pictures) {
    for (const [name, size] of Object.entries(sizes)) {
      const page = await openPage(browser, { ...picture, ...size })
      const answer = await page.goto(`http://${picture.host}:${port}${picture.path}`, {
        waitUntil: 'networkidle',
      })
      if (answer?.status() !== 200)
        throw new Error(`${picture.host}${picture.path} answered ${answer?.status()}`)
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
