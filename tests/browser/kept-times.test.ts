import { expect } from 'vitest'
import { timesPath } from '../../web/lib/portal-paths.ts'
import { localDateAt } from '../../tenants/availability/local-time.ts'
import { test } from '../support/browser-test.ts'
import { ironPortal, listFreeTimes, words } from '../support/demo-portals.ts'
import { spoken, title } from '../support/walk-portal.ts'

const said = words.en
const { service, trainer, timeZone } = ironPortal

test.for([true, false])(
  'a time is kept while its form is open, and free again when it is given back (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const { page, hands, go } = await visit(ironPortal, { withJavaScript })
    const free = () => listFreeTimes({ url: system.url, portal: ironPortal })
    const [startsAt = 0] = await free()
    await go(`/en${timesPath(service.slug, trainer.slug, localDateAt(timeZone, startsAt))}`)
    await hands.press(page.locator('button.time').first())
    await title(page, said.details.title).waitFor()
    expect(await spoken(page.locator('.kept'))).toContain('We keep this time for you until')
    expect(await free()).not.toContain(startsAt)

    await hands.press(page.locator('.kept').getByRole('button', { name: said.details.anotherTime }))
    await title(page, said.time.title).waitFor()
    expect(await free()).toContain(startsAt)
  },
)

test('a time is free again when its page is closed or left', async ({ system, visit }) => {
  const free = () => listFreeTimes({ url: system.url, portal: ironPortal })
  const [startsAt = 0] = await free()
  for (const leave of ['home', 'close'] as const) {
    const { page, hands, go } = await visit(ironPortal)
    await go(`/en${timesPath(service.slug, trainer.slug, localDateAt(timeZone, startsAt))}`)
    await hands.press(page.locator('button.time').first())
    await title(page, said.details.title).waitFor()
    expect(await free()).not.toContain(startsAt)
    if (leave === 'close') await page.close({ runBeforeUnload: true })
    else await hands.press(page.getByRole('banner').getByRole('link', { name: ironPortal.name }))
    await expect.poll(free, { timeout: 10_000 }).toContain(startsAt)
  }
})

test('a time stays kept when its page is reloaded', async ({ system, visit }) => {
  const free = () => listFreeTimes({ url: system.url, portal: ironPortal })
  const { page, hands, go } = await visit(ironPortal)
  const [startsAt = 0] = await free()
  await go(`/en${timesPath(service.slug, trainer.slug, localDateAt(timeZone, startsAt))}`)
  await hands.press(page.locator('button.time').first())
  await title(page, said.details.title).waitFor()
  const before = page.url()
  await page.reload()
  // What was left for a moment is kept anew.
  await page.waitForURL((url) => url.href !== before && url.searchParams.has('hold'))
  await page.locator('.kept').waitFor()
  await expect.poll(free).not.toContain(startsAt)
  await page.close()
})

test.for([true, false])(
  'a kept time goes along into a series (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const { page, hands, go } = await visit(ironPortal, { withJavaScript })
    const [startsAt = 0] = await listFreeTimes({ url: system.url, portal: ironPortal })
    await go(`/en${timesPath(service.slug, trainer.slug, localDateAt(timeZone, startsAt))}`)
    await hands.press(page.locator('button.time').first())
    await hands.press(page.getByRole('button', { name: said.repeat.link }))
    await title(page, said.repeat.title).waitFor()
    await hands.press(page.getByRole('button', { name: said.repeat.preview }))
    // Its first date is not in its own way, and still nobody else's.
    await page.getByRole('heading', { name: said.repeat.dates }).waitFor()
    expect(await page.locator('.repeat-date').first().getByRole('checkbox').count()).toBe(1)
    expect(await page.locator('.kept').count()).toBe(1)
    expect(await listFreeTimes({ url: system.url, portal: ironPortal })).not.toContain(startsAt)
  },
)
