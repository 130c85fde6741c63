import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { renderMessage } from '../../tenants/messages/render-message.ts'
import { askApi } from '../support/ask.ts'
import { sizes, test, type Visit } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { ironPortal, listFreeTimes, words } from '../support/demo-portals.ts'
import { findAxeFaults } from '../support/find-axe-faults.ts'
import { listClipped } from '../support/list-clipped.ts'
import { makeBookingView, makeStudioNames } from '../support/make-booking-view.ts'
import { makeStory } from '../support/make-story.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { readMailbox } from '../support/read-mailbox.ts'
import { waitForMail } from '../support/wait-for-mail.ts'

const texts = words.bg.messageTexts
const EDITOR = '/admin/messages/texts/booking_confirmed?on=email&in=bg'

async function arrive(visit: Visit, system: TestSystem, next: string): Promise<string> {
  const owner = demoLogin(system, ironPortal, 'owner')
  await signInAt(visit, owner, next)
  return owner.email
}

test('a text is changed beside what it says, tried out, sent, and put back', async ({ system, visit }) => {
  const desk = await visit(ironPortal)
  const { page } = desk
  const email = await arrive(desk, system, '/admin/messages/texts')
  const name = `${texts.kinds.booking_confirmed}, ${texts.channels.email}: ${texts.ours}`
  await page.getByRole('link', { name, exact: true }).click()
  await page.waitForURL(desk.origin + EDITOR)
  const preview = page.frameLocator('iframe')
  await preview.locator('h1').waitFor()
  expect(await findAxeFaults(page)).toEqual([])

  await page.locator('[name=subject]').fill('Чакаме те за {{service}}')
  await page.locator('[name=heading]').fill('{{first_name}}, <b>ура</b>!')
  await preview.locator('h1', { hasText: '<b>ура</b>!' }).waitFor()
  await preview.getByText(`Чакаме те за `).waitFor()
  await page.getByRole('button', { name: texts.test, exact: true }).click()
  await page.getByText(`${texts.tested} ${email}`).waitFor()
  // What was typed is still there, and nothing of it is kept yet.
  expect(await page.locator('[name=subject]').inputValue()).toBe('Чакаме те за {{service}}')
  // In the morning there is that of the day, too.
  const subjects = async () => (await readMailbox(system.url, email)).map(({ subject }) => subject)
  await expect
    .poll(subjects, { timeout: 15_000 })
    .toContainEqual(expect.stringMatching(/^Проба: Чакаме те за /))

  await page.getByRole('button', { name: texts.save, exact: true }).click()
  await page.getByRole('status').getByText(words.bg.admin.desk.done.saved).waitFor()
  await book(system, 'ana@example.test')
  const [mail] = await waitForMail(system.url, 'ana@example.test', 1)
  expect(mail?.subject).toBe(`Чакаме те за ${ironPortal.service.name.bg}`)
  expect(mail?.html).toContain('Ана, &lt;b&gt;ура&lt;/b&gt;!')

  await page.getByRole('button', { name: texts.reset, exact: true }).click()
  await page.getByRole('status').getByText(words.bg.admin.desk.done.textReset).waitFor()
  await page.getByText(texts.isOurs).waitFor()
  await page.getByRole('button', { name: words.bg.admin.desk.undo, exact: true }).click()
  await page.getByText(texts.isOwn).waitFor()
  expect(await page.locator('[name=subject]').inputValue()).toBe('Чакаме те за {{service}}')
})

/** Ana books Iron Works' first service at the first free time, in Bulgarian. */
async function book(system: TestSystem, email: string): Promise<void> {
  const { host, service, trainer } = ironPortal
  const [startsAt = 0] = await listFreeTimes({ url: system.url, portal: ironPortal })
  const answer = await askApi({
    url: system.url,
    host,
    path: '/bookings',
    method: 'POST',
    headers: { 'idempotency-key': email },
    json: {
      service_id: service.id,
      trainer_id: trainer.slug,
      start_time: new Date(startsAt).toISOString(),
      client: { first_name: 'Ана', last_name: 'Илиева', email, locale: 'bg' },
    },
  })
  expect(answer.status).toBe(201)
}

test('without scripts a text is looked at, mended and saved just the same', async ({ system, visit }) => {
  const desk = await visit(ironPortal, { withJavaScript: false, size: 'phone', expected: [422] })
  const { page } = desk
  await arrive(desk, system, '/admin/messages/texts/reminder?on=sms&in=en')
  await page.locator('[name=body]').fill('Reply CANCEL to cancel {{servise}}')
  await page.getByRole('button', { name: texts.preview, exact: true }).click()
  await page.frameLocator('iframe').getByText(texts.cannotShow).waitFor()
  await page.getByRole('button', { name: texts.save, exact: true }).click()
  await page.getByText(texts.errors.unknown_placeholder.replace('{about}', '{{servise}}')).waitFor()
  await page.locator('[name=body]').fill('Reply CANCEL to cancel {{service}}')
  await page.getByRole('button', { name: texts.save, exact: true }).click()
  await page.getByText(texts.errors.opt_out_word.replace('{about}', 'CANCEL')).waitFor()
  await page.locator('[name=body]').fill('{{service}}, {{when}}: {{link}}')
  await page.getByRole('button', { name: texts.save, exact: true }).click()
  await page.getByRole('status').getByText(words.bg.admin.desk.done.saved).waitFor()
  expect(await listClipped(page)).toEqual([])
})

type Look = { size: keyof typeof sizes; light: 'light' | 'dark'; brand: string; locale: 'en' | 'bg' }

const BUTTON = 'a span:nth-child(2)'

const looks: Look[] = (['phone', 'desktop'] as const).flatMap((size) =>
  (['light', 'dark'] as const).flatMap((light) => [
    { size, light, brand: '#ffe94a', locale: 'en' as const },
    { size, light, brand: '#3b0764', locale: 'bg' as const },
  ]),
)

test.for(looks)('a mail fits and can be read: $size, $light, $brand, $locale', async (look, { browser }) => {
  const { page, requests } = await openMail(browser, look)
  expect(await listClipped(page)).toEqual([])
  const colors = await readColors(page, ['body', '.paper', 'h1', 'p.ink', 'p.soft', BUTTON])
  const isDark = look.light === 'dark'
  expect(colors['body']?.corner).toBe(isDark ? '#121212' : '#f3f3f1')
  expect(colors['h1']?.ground).toBe(isDark ? '#1e1e1e' : '#ffffff')
  // The studio's colour, whatever the light, under its name and on the button.
  expect(colors['.paper']?.corner).toBe(look.brand)
  expect(colors[BUTTON]?.ground).toBe(look.brand)
  for (const [part, { contrast }] of Object.entries(colors)) {
    expect({ part, isReadable: contrast >= 4.5 }).toEqual({ part, isReadable: true })
  }
  expect(requests).toEqual([])
  await page.close()
})

/** A mail with much in it, as a mail program would open it. */
async function openMail(browser: Browser, { size, light, brand, locale }: Look) {
  const row = makeBookingView()
  const week = 7 * 86_400_000
  const dates = [0, 1, 2, 3].map((later) => ({
    startsAt: row.startsAt + later * week,
    endsAt: row.endsAt + later * week,
  }))
  const names = makeStudioNames({
    service: {
      name: {
        en: 'Personal training for two with a very long name',
        bg: 'Персонална тренировка за двама с много дълго име',
      },
    },
  })
  const theme = { ...names.studio.theme, brandColor: brand }
  const { html } = renderMessage({
    story: makeStory({
      kind: 'series_confirmed',
      dates,
      clientTimeZone: 'Asia/Tokyo',
      pricesMinor: [6000, 6000],
    }),
    locale,
    catalogue: { ...names, studio: { ...names.studio, theme } },
    actionUrl: 'https://book.ironworks.test/bookings/bkg_1?token=k1.c2ln',
  })
  const page = await browser.newPage({ viewport: sizes[size], colorScheme: light })
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.setContent(html)
  return { page, requests }
}

/** Of the first of each: the colour there is most of, that at its corner, and how far the inks are from the first, as they were painted. */
async function readColors(page: Page, parts: readonly string[]) {
  const image = (await page.screenshot({ fullPage: true, scale: 'css' })).toString('base64')
  return page.evaluate(
    async ({ image: png, parts: selectors }) => {
      const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0))
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
      if (!canvas) throw new Error('no canvas')
      canvas.drawImage(bitmap, 0, 0)
      const luminance = (rgb: readonly number[]) => {
        const [red = 0, green = 0, blue = 0] = rgb.map((one) => {
          const channel = one / 255
          return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      }
      const look = (selector: string) => {
        const box = document.querySelector(selector)?.getBoundingClientRect()
        if (!box) throw new Error(`no ${selector}`)
        const width = Math.max(1, Math.floor(box.width) - 4)
        const height = Math.max(1, Math.floor(box.height) - 4)
        const { data } = canvas.getImageData(Math.ceil(box.left) + 2, Math.ceil(box.top) + 2, width, height)
        const counts = new Map<string, number>()
        for (let at = 0; at < data.length; at += 4) {
          const color = data.slice(at, at + 3).join()
          counts.set(color, (counts.get(color) ?? 0) + 1)
        }
        const colors = [...counts]
          .toSorted(([, a], [, b]) => b - a)
          .map(([color]) => color.split(',').map(Number))
        const [ground = []] = colors
        const contrasts = colors.map((color) => {
          const [ink, paper] = [luminance(color), luminance(ground)]
          return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)
        })
        const hex = (color: readonly number[]) =>
          `#${color.map((one) => one.toString(16).padStart(2, '0')).join('')}`
        return {
          ground: hex(ground),
          corner: hex(Array.from(data.slice(0, 3))),
          contrast: Math.max(...contrasts),
        }
      }
      return Object.fromEntries(selectors.map((selector) => [selector, look(selector)]))
    },
    { image, parts },
  )
}
