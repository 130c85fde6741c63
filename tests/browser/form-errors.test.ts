import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { startPath } from '../../web/lib/portal-paths.ts'
import { test } from '../support/browser-test.ts'
import { ironPortal, listFreeTimes, lotusPortal, words, type DemoPortal } from '../support/demo-portals.ts'
import { readBookings } from '../support/read-bookings.ts'
import { fieldOf, spoken, submitOf, title, typeDetails, type Typed } from '../support/walk-portal.ts'

const cases: [string, DemoPortal, 'bg' | 'en', boolean][] = [
  ['Iron Works with', ironPortal, 'bg', true],
  ['Iron Works without', ironPortal, 'bg', false],
  ['Lotus Yoga with', lotusPortal, 'en', true],
  ['Lotus Yoga without', lotusPortal, 'en', false],
]

test.for(cases)(
  '%s JavaScript: what is wrong is said beside its field, and nothing is lost',
  async ([, portal, locale, withJavaScript], { system, visit }) => {
    const opened = await visit(portal, { language: locale, withJavaScript, expected: [422] })
    const { page, go } = opened
    const said = words[locale]
    const [startsAt = 0] = await listFreeTimes({ url: system.url, portal })
    await go(startPath(portal.service.slug, portal.trainer.slug, startsAt))
    const typed = {
      firstName: 'Elena',
      lastName: '',
      email: 'elena@',
      phone: 'not a number',
      notes: 'A knee',
    }
    await typeDetails(opened, typed, locale)
    const answered = page.waitForResponse((response) => response.request().method() === 'POST')
    await submitOf(page).click()
    expect((await answered).status()).toBe(422)

    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await spoken(alert)).toBe(said.details.formErrors)
    expect(await listErrors(page, locale)).toEqual({
      lastName: said.fieldErrors.lastName,
      email: said.fieldErrors.email,
      phone: said.fieldErrors.phone,
    })
    for (const [name, text] of Object.entries(typed))
      expect(await fieldOf(page, name as keyof Typed, locale).inputValue(), name).toBe(text)
    const first = fieldOf(page, 'lastName', locale)
    await expect.poll(() => first.evaluate((field) => field === document.activeElement)).toBe(true)

    const email = `mended-${withJavaScript}-${portal.tenantId}@example.test`
    await typeDetails(opened, { lastName: 'Dimova', email, phone: '' }, locale)
    await submitOf(page).click()
    await title(page, said.booking.confirmedTitle).waitFor()
    const made = (await readBookings(system, portal.tenantId)).filter((row) => row.contactEmail === email)
    expect(made).toMatchObject([{ contactFirstName: 'Elena', contactLastName: 'Dimova', notes: 'A knee' }])
  },
)

/** The message of each field that is marked as wrong, as those hear it who cannot see it. */
async function listErrors(page: Page, locale: 'en' | 'bg'): Promise<Partial<Typed>> {
  const errors: Partial<Typed> = {}
  for (const name of ['firstName', 'lastName', 'email', 'phone', 'notes'] as const) {
    const field = fieldOf(page, name, locale)
    if ((await field.getAttribute('aria-invalid')) !== 'true') continue
    const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(' ')
    errors[name] = await spoken(page.locator(`[id="${ids.at(-1)}"]`))
  }
  return errors
}
