import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect } from 'vitest'
import { originOf, test, type Visit } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { ironPortal, lotusPortal, words, type DemoPortal } from '../support/demo-portals.ts'
import { findAxeFaults, inEveryLight } from '../support/find-axe-faults.ts'
import { photoWithPlace } from '../support/sample-pictures.ts'
import type { TestSystem } from '../support/start-test-system.ts'

const patiently = { timeout: 15_000 }
const calm = { reducedMotion: 'reduce' } as const
const site = { en: words.en.site, bg: words.bg.site }
const LOGO = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 30" onload="alert(1)"><rect width="120" height="30" fill="#ff5a1f"/><script>alert(1)</script></svg>',
)

async function arrive(visit: Visit, system: TestSystem, portal: DemoPortal, next = '/admin/site') {
  await signInAt(visit, demoLogin(system, portal, 'owner'), next)
  return visit
}

/** The colour of the brand in a page's theme. */
const brandOf = () => getComputedStyle(document.documentElement).getPropertyValue('--brand').trim()

test('colours and a logo are seen beside the form before anybody else sees them, and can be taken back', async ({
  system,
  visit,
}) => {
  // The demo's Iron Works speaks Bulgarian to its owner.
  const labels = site.bg
  const { page } = await arrive(await visit(ironPortal, { context: calm }), system, ironPortal)
  const client = await visit(ironPortal, { context: calm })
  const preview = page.frameLocator('iframe')
  await preview.locator('h1').waitFor()

  await page.locator('[name=brandColor]').fill('#ffe95a')
  await expect.poll(() => preview.locator('html').evaluate(brandOf), patiently).toBe('#ffe95a')
  await page.locator('[name=brandColor]').fill('#fff')
  await page.locator('.picture-add input').first().setInputFiles({
    name: 'shop"><img src=x>.png',
    mimeType: 'image/png',
    buffer: LOGO,
  })
  await preview.locator('.site-header img.logo').waitFor()
  await client.go('/')
  expect(await client.page.locator('img.logo').count()).toBe(0)

  await page.locator('[name=brandColor]').fill('#ffe95a')
  await page.getByRole('button', { name: labels.publish, exact: true }).click()
  await page.getByRole('status').getByText(words.bg.admin.desk.done.published).waitFor()
  await client.go('/')
  await client.page.locator('.site-header img.logo').waitFor()
  expect(await client.page.evaluate(brandOf)).toBe('#ffe95a')
  expect(await findAxeFaults(client.page)).toEqual([])

  await page.getByRole('button', { name: words.bg.admin.desk.undo, exact: true }).click()
  await page.getByRole('status').getByText(words.bg.admin.desk.done.undone).waitFor()
  await client.go('/')
  expect(await client.page.locator('img.logo').count()).toBe(0)
  expect(await client.page.evaluate(brandOf)).toBe('#ff5a1f')
})

test('without scripts pictures are added, looked at and published just the same', async ({
  system,
  visit,
}) => {
  const options = { withJavaScript: false, expected: [422], size: 'phone' } as const
  const { page, go } = await arrive(await visit(lotusPortal, options), system, lotusPortal)
  const { pictures, preview, publish, errors } = site.en
  await go('/admin/site/pictures')
  const add = async (buffer: Buffer) => {
    await page.locator('#file').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer })
    await page.locator('[name=purpose]').selectOption('hero')
    await page.getByRole('button', { name: pictures.addButton, exact: true }).click()
  }
  await add(Buffer.from('<script>alert(1)</script>'))
  await page.getByText(errors['file.not_a_picture']).waitFor()
  await add(Buffer.from(photoWithPlace()))
  await page.getByRole('status').getByText(words.en.admin.desk.done.pictureAdded).waitFor()

  await go('/admin/site')
  await page.locator('[name=heroPhotoId]').last().check()
  await page.locator('[name="heroTitle.en"]').fill('An hour, seen first')
  await page.getByRole('button', { name: preview, exact: true }).click()
  const shown = page.frameLocator('iframe')
  await shown.getByText('An hour, seen first').waitFor()
  await shown.locator('.hero-photo').waitFor()
  await page.getByRole('button', { name: publish, exact: true }).click()
  await page.getByRole('status').getByText(words.en.admin.desk.done.published).waitFor()

  const client = await visit(lotusPortal, { size: 'phone' })
  await client.go('/')
  await client.page.getByText('An hour, seen first').waitFor()
  const photo = client.page.locator('.hero-photo img').last()
  await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth), patiently).toBe(32)
  expect(await findAxeFaults(client.page)).toEqual([])
})

test('without scripts a domain is named, with what to set and what cannot be checked here, and given up', async ({
  system,
  visit,
}) => {
  const options = { withJavaScript: false, expected: [422], size: 'phone' } as const
  const { page } = await arrive(await visit(lotusPortal, options), system, lotusPortal, '/admin/site/domain')
  const labels = words.en.domains
  const name = async (host: string) => {
    await page.locator('#host').fill(host)
    await page.getByRole('button', { name: labels.add, exact: true }).click()
  }
  await name('lotus.localhost')
  await page.getByText(labels.errors['host.platforms']).waitFor()
  await name('book.ironworks.test')
  await page.getByText(labels.errors['host.taken']).waitFor()
  await name('https://www.Йога.example/book')
  const card = page.getByRole('region', { name: 'www.йога.example' })
  await card.getByText('www.xn--80afru.example', { exact: true }).waitFor()
  await card.getByText(/^booking-proof=[0-9a-z]{20}$/).waitFor()
  await card.getByText('_booking-proof.www', { exact: true }).waitFor()
  await page.getByText(labels.noDns).waitFor()
  expect(await card.getByRole('button', { name: labels.check }).count()).toBe(0)

  await card.getByRole('link', { name: labels.remove }).click()
  await page.getByRole('button', { name: labels.removeButton }).click()
  await page.getByRole('status').getByText(words.en.admin.desk.done.domainGone).waitFor()
  expect(await card.count()).toBe(0)
})

test('a trainer’s photo is sent without scripts, and shown where clients choose', async ({
  system,
  visit,
}) => {
  const options = { withJavaScript: false, expected: [422] } as const
  const { page, go } = await arrive(await visit(lotusPortal, options), system, lotusPortal, '/admin/trainers')
  const { photos } = words.en
  await page.locator('main a[href^="/admin/trainers/trn_"]').first().click()
  const send = async (buffer: Buffer, button: string) => {
    await page.locator('#file').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer })
    await page.getByRole('button', { name: button, exact: true }).click()
  }
  await send(Buffer.from('GIF89a'), photos.add)
  await page.getByText(site.en.errors['file.not_a_picture']).waitFor()
  await send(Buffer.from(photoWithPlace()), photos.add)
  await page.getByRole('status').getByText(words.en.admin.desk.done.saved).waitFor()
  const trainer = await page.getByRole('heading', { level: 1 }).textContent()
  await page.getByRole('img', { name: trainer ?? '', exact: true }).waitFor()
  const path = new URL(page.url()).pathname

  await go('/')
  expect(await page.locator('.portrait.photo').count()).toBe(1)
  await go(path)
  await page.getByRole('button', { name: photos.remove, exact: true }).click()
  await page.getByRole('status').getByText(words.en.admin.desk.done.saved).waitFor()
  await go('/')
  expect(await page.locator('.portrait.photo').count()).toBe(0)
})

test('another website shows free times by a script or in a frame, and gets no cookie', async ({
  system,
  browser,
}) => {
  const origin = originOf(system.url, lotusPortal)
  const elsewhere = createServer((_, response) =>
    response.setHeader('Content-Type', 'text/html')
      .end(`<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>
      <script async src="${origin}/embed.js" data-lang="en"></script>
      <iframe src="${origin}/en/embed" title="Times"></iframe><iframe src="${origin}/" title="Refused"></iframe>`),
  ).listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
  const address = elsewhere.address()
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`http://elsewhere.test:${typeof address === 'object' ? address?.port : ''}/`)
  // Playwright looks into open shadow roots.
  const book = page.getByRole('link', { name: words.en.home.bookNow })
  await book.waitFor()
  expect(await book.getAttribute('href')).toBe(`${origin}/en/book`)
  const framed = page.frameLocator('iframe[title=Times]')
  await framed.getByRole('link').first().waitFor()
  expect(await framed.locator('a[href^="http"]:not([target=_top])').count()).toBe(0)
  expect(await framed.locator('script').count()).toBe(0)
  expect(await page.frameLocator('iframe[title=Refused]').locator('.site-header').count()).toBe(0)
  expect(await context.cookies()).toEqual([])
  await context.close()
  elsewhere.close()
})

test('axe finds nothing serious on the site’s pages', async ({ system, visit }) => {
  const { page, go } = await arrive(await visit(lotusPortal, { context: calm }), system, lotusPortal)
  const faults: Record<string, string[]> = {}
  for (const path of ['', '/pictures', '/legal/new', '/embed', '/domain']) {
    await go(`/admin/site${path}`)
    faults[path] = await inEveryLight(page)
    await page.setViewportSize({ width: 320, height: 700 })
    const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    if (isTooWide) faults[path].push('too wide')
  }
  expect(Object.values(faults).flat()).toEqual([])
})
