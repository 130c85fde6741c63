import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { startPath } from '../../web/lib/portal-paths.ts'
import { test } from '../support/browser-test.ts'
import { ironPortal, listFreeTimes, lotusPortal, words } from '../support/demo-portals.ts'
import { spoken, submitOf, title } from '../support/walk-portal.ts'

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
  'whoever sends too much is asked to wait, in the look of the studio (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const portal = withJavaScript ? ironPortal : lotusPortal
    const { page, go } = await visit(portal, { withJavaScript, expected: [422, 429] })
    const [startsAt = 0] = await listFreeTimes({ url: system.url, portal })
    await go(startPath(portal.service.slug, portal.trainer.slug, startsAt))
    // One form a minute is answered; a minute may end between two.
    await expect.poll(() => sendForm(page), { timeout: 15_000, interval: 1 }).toEqual([429, '60'])

    await title(page, errors.rate_limited.title).waitFor()
    expect(await spoken(page.getByRole('banner'))).toContain(portal.name)
    expect(await spoken(page.getByRole('main'))).toContain(errors.tryAgain)
  },
)

/** Sends the empty form: the status of the answer, and when to come back. */
async function sendForm(page: Page): Promise<[number, string | undefined]> {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  await submitOf(page).click()
  const answer = await answered
  return [answer.status(), answer.headers()['retry-after']]
}

test('whoever reads too much is asked to wait too', async ({ visit }) => {
  const { page, go } = await visit(lotusPortal, { withJavaScript: false, expected: [429] })
  await expect.poll(() => go('/'), { timeout: 30_000, interval: 1 }).toBe(429)
  await title(page, errors.rate_limited.title).waitFor()
  expect(await spoken(page.getByRole('banner'))).toContain(lotusPortal.name)
})
