import type { Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { databaseNameOf } from '../../tenants/fleet/database-name.ts'
import { startPath } from '../../web/lib/portal-paths.ts'
import { originOf, test } from '../support/browser-test.ts'
import {
  ironPortal,
  listFreeTimes,
  lotusPortal,
  portals,
  words,
  type DemoPortal,
} from '../support/demo-portals.ts'
import { readBookings } from '../support/read-bookings.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { spoken, submitOf, title, typeDetails } from '../support/walk-portal.ts'

const { errors, details, booking } = words.en
const wrongAddresses = ['/nothing', '/en/nothing', '/book/nothing', '/book/x/y/z', '/bookings/bkg_0?token=0']

test.for(portals)('$name shows 404 in its own look, with a way back', async (portal, { visit }) => {
  for (const withJavaScript of [true, false]) {
    const { page, hands, go } = await visit(portal, { withJavaScript, expected: [404] })
    for (const path of wrongAddresses) {
      expect(await go(path), path).toBe(404)
      await expectOwnLook(page, portal, errors.not_found.title)
    }
    await hands.press(page.getByRole('link', { name: words.en.shell.backHome }))
    await title(page, portal.name).waitFor()
  }
})

test('a suspended studio is 410 and says nothing of itself', async ({ system, visit }) => {
  const closed: DemoPortal = { ...ironPortal, host: 'oldgym.localhost' }
  const { page } = await visit(closed, { expected: [410], withJavaScript: false })
  for (const path of ['/', '/book', '/en/book']) {
    const answer = await page.goto(originOf(system.url, closed) + path)
    expect(answer?.status()).toBe(410)
    expect(await page.content()).not.toMatch(/old ?gym|oldgym\.example/i)
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
  }
})

test.for([true, false])(
  'without its database a studio says that nothing was booked, and then books (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const portal = withJavaScript ? lotusPortal : ironPortal
    const setDown = breakable(system, portal)
    const opened = await visit(portal, { withJavaScript, expected: [503] })
    const { page, hands, go } = opened
    const [startsAt = 0] = await listFreeTimes({ url: system.url, portal })
    const path = startPath(portal.service.slug, portal.trainer.slug, startsAt)
    const email = `patient-${withJavaScript}@example.test`
    await go(path)
    const typed = { firstName: 'Elena', lastName: 'Dimova', email }
    await typeDetails(opened, typed, 'en')
    const other = await visit(portal, { withJavaScript, expected: [503] })

    // What the page asks by itself, such as for the visitor's clock, is answered by then.
    await page.waitForLoadState('networkidle')
    setDown(true)
    await hands.press(submitOf(page))
    await expectOwnLook(page, portal, errors.unavailable.title)
    expect(await spoken(page.getByRole('main'))).toContain('Nothing was booked.')
    const bookings = await readBookings(system, portal.tenantId)
    expect(bookings.map(({ contactEmail }) => contactEmail)).not.toContain(email)
    expect(await other.go('/')).toBe(503)
    await expectOwnLook(other.page, portal, errors.unavailable.title)

    setDown(false)
    for (const broken of [page, other.page])
      await hands.press(broken.getByRole('link', { name: errors.tryAgain }))
    await title(other.page, portal.name).waitFor()
    await title(page, details.title).waitFor()
    await typeDetails(opened, typed, 'en')
    await hands.press(submitOf(page))
    await title(page, booking.confirmedTitle).waitFor()
  },
)

test('a step that fails on the way shows why, and the same step works later', async ({ system, visit }) => {
  const setDown = breakable(system, lotusPortal)
  const { page, hands, go } = await visit(lotusPortal, { expected: [503] })
  await go('/book')
  await page.waitForLoadState('networkidle')
  setDown(true)
  await hands.press(page.getByRole('link', { name: `Book ${lotusPortal.service.name.en}` }))
  await expectOwnLook(page, lotusPortal, errors.unavailable.title)
  setDown(false)
  await hands.press(page.getByRole('link', { name: errors.tryAgain }))
  await title(page, words.en.choose.trainerTitle).waitFor()
})

/** A switch for a studio's database, off again when the test is over. */
function breakable({ proxy }: TestSystem, { tenantId }: DemoPortal): (isDown: boolean) => void {
  const setDown = (isDown: boolean) =>
    proxy.fault(isDown ? { kind: 'down' } : undefined, databaseNameOf(tenantId))
  onTestFinished(() => setDown(false))
  return setDown
}

/** The studio's frame around the words, with its stylesheet at work. */
async function expectOwnLook(page: Page, { name }: DemoPortal, words: string): Promise<void> {
  await title(page, words).waitFor()
  expect(await spoken(page.getByRole('banner'))).toContain(name)
  const brand = () => getComputedStyle(document.documentElement).getPropertyValue('--brand')
  expect(await page.evaluate(brand)).not.toBe('')
}
