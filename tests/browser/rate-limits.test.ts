import { expect } from 'vitest'
import { startPath } from '../../web/lib/portal-paths.ts'
import { test } from '../support/browser-test.ts'
import { ironPortal, listFreeTimes, lotusPortal, words } from '../support/demo-portals.ts'
import { readBookings } from '../support/read-bookings.ts'
import { spoken, submitOf, title, typeDetails } from '../support/walk-portal.ts'

const { errors } = words.en

test.override('systemOptions', {
  seed: 'demo',
  adjust: (options) => ({
    ...options,
    ratelimits: {
      RATE_LIMIT_BOOKINGS: { namespace_id: '1', simple: { limit: 1, period: 60 } },
      RATE_LIMIT_SLOTS: { namespace_id: '2', simple: { limit: 1_000, period: 60 } },
      RATE_LIMIT_OTHERS: { namespace_id: '3', simple: { limit: 40, period: 60 } },
    },
  }),
})

test.for([true, false])(
  'whoever sends too much is asked to wait, and nothing is booked (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const portal = withJavaScript ? ironPortal : lotusPortal
    const opened = await visit(portal, { withJavaScript, expected: [422, 429] })
    const { page, go } = opened
    const [startsAt = 0] = await listFreeTimes({ url: system.url, portal })
    await go(startPath(portal.service.slug, portal.trainer.slug, startsAt))
    await submitOf(page).click()
    await page.getByRole('alert').waitFor()

    const email = `eager-${withJavaScript}@example.test`
    await typeDetails(opened, { firstName: 'Elena', lastName: 'Dimova', email }, 'en')
    const answered = page.waitForResponse((response) => response.status() === 429)
    await submitOf(page).click()

    expect((await answered).headers()['retry-after']).toBe('60')
    await title(page, errors.rate_limited.title).waitFor()
    expect(await spoken(page.getByRole('banner'))).toContain(portal.name)
    expect(await spoken(page.getByRole('main'))).toContain(errors.tryAgain)
    const rows = await readBookings(system, portal.tenantId)
    expect(rows.map(({ contactEmail }) => contactEmail)).not.toContain(email)
  },
)

test('whoever reads too much is asked to wait, in the look of the studio', async ({ visit }) => {
  const { page, go } = await visit(lotusPortal, { withJavaScript: false, expected: [429] })
  await expect.poll(() => go('/'), { timeout: 30_000, interval: 1 }).toBe(429)
  await title(page, errors.rate_limited.title).waitFor()
  expect(await spoken(page.getByRole('banner'))).toContain(lotusPortal.name)
})
