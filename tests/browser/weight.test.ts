import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { test } from '../support/browser-test.ts'
import { ironPortal, lotusPortal, words } from '../support/demo-portals.ts'
import { submitOf, title, typeDetails, walkToDetails } from '../support/walk-portal.ts'

const MOST_SCRIPT_BYTES = 100_000

test.for([
  ['Iron Works', ironPortal, 'bg', 'Pacific/Kiritimati'],
  ['Lotus Yoga', lotusPortal, 'en', 'Europe/London'],
] as const)(
  'booking at %s takes at most 100 kB of script, and one page load',
  async ([name, portal, locale, timeZone], { visit }) => {
    // Far from the studio, so that what the server rendered and what the browser knows differ.
    const opened = await visit(portal, { size: 'phone', language: locale, timeZone })
    const { page, hands } = opened
    const scripts = new Map<string, Promise<number>>()
    const documents: string[] = []
    page.on('response', (response) => {
      const type = response.request().resourceType()
      if (type === 'document') documents.push(response.url())
      if (type === 'script')
        scripts.set(
          response.url(),
          response.body().then((body) => gzipSync(body).length),
        )
    })

    await walkToDetails(opened, { portal, locale })
    const email = `light-${name.replace(' ', '-').toLowerCase()}@example.test`
    await typeDetails(opened, { firstName: 'Elena', lastName: 'Dimova', email }, locale)
    await hands.press(submitOf(page))
    await title(page, words[locale].booking.confirmedTitle).waitFor()
    await hands.press(page.getByRole('link', { name: words[locale].booking.cancel }))
    await title(page, words[locale].cancel.title).waitFor()

    const sizes = await Promise.all(scripts.values())
    expect(sizes.length).toBeGreaterThan(0)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MOST_SCRIPT_BYTES)
    expect(documents).toHaveLength(1)
  },
)
