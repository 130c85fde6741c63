import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { parseStart } from '../../web/lib/start-parameter.ts'
import type { Visit } from './browser-test.ts'
import { clockOf, nameIn, words, type DemoPortal } from './demo-portals.ts'

/** What somebody types into the form of a time. */
export type Typed = { firstName: string; lastName: string; email: string; phone?: string; notes?: string }

export type Wish = {
  portal: DemoPortal
  locale: 'en' | 'bg'
  /** Whoever is free. */
  isAnyTrainer?: boolean
}

/** From the home page to the form of a time, as people go: service, trainer, the last day with room, its first time. */
export async function walkToDetails({ page, hands, go }: Visit, wish: Wish): Promise<number> {
  const { portal, locale, isAnyTrainer = false } = wish
  const said = words[locale]
  const main = page.getByRole('main')
  const service = portal.service.name[locale] ?? ''
  const trainer = isAnyTrainer ? said.choose.anyTrainer : nameIn(portal.trainer.name, locale)

  expect(await go('/')).toBe(200)
  await hands.press(main.getByRole('link', { name: said.home.bookNow, exact: true }))
  await title(page, said.choose.serviceTitle).waitFor()
  const serviceLink = fillIn(said.say.bookService, { service })
  await hands.press(main.getByRole('link', { name: serviceLink, exact: true }))
  await title(page, said.choose.trainerTitle).waitFor()
  await hands.press(main.getByRole('link', { name: new RegExp(`^${trainer}`) }))
  await title(page, said.time.title).waitFor()

  const days = page.getByRole('navigation', { name: said.time.days })
  const day = days.getByRole('link', { name: new RegExp(`: ${said.time.hasRoom}$`) }).last()
  const [dayName = ''] = ((await day.getAttribute('aria-label')) ?? '').split(':')
  await hands.press(day)
  const times = page.getByRole('region', { name: dayName })
  const time = times.getByRole('button').first()
  await time.waitFor()
  const startsAt = parseStart((await time.getAttribute('formaction'))?.split('/').at(-2)) ?? 0
  expect((await spoken(time)).startsWith(clockOf(portal, startsAt, portal.timeZone))).toBe(true)
  await hands.press(time)
  await title(page, said.details.title).waitFor()
  return startsAt
}

/** The heading that says what a page is. */
export const title = (page: Page, name: string): Locator =>
  page.getByRole('heading', { level: 1, name, exact: true })

/** What a part of a page says, on one line. */
export async function spoken(part: Locator): Promise<string> {
  return ((await part.textContent()) ?? '').replaceAll(/\s+/g, ' ').trim()
}

/** Fills the form; an empty string empties its field. */
export async function typeDetails(
  { page, hands }: Visit,
  typed: Partial<Typed>,
  locale: 'en' | 'bg',
): Promise<void> {
  for (const [name, text] of Object.entries(typed)) {
    await hands.write(fieldOf(page, name as keyof Typed, locale), text)
  }
}

/** An input of the form, by its label. */
export function fieldOf(page: Page, field: keyof Typed, locale: 'en' | 'bg' = 'en'): Locator {
  const said = words[locale].details
  const name = ['phone', 'notes'].includes(field) ? `${said[field]} ${said.optional}` : said[field]
  return page.getByRole('textbox', { name, exact: true })
}

/** The button that sends the form: the only one it has. */
export const submitOf = (page: Page): Locator => page.locator('main form.form').getByRole('button')

/** A sentence with its values in it. */
export function fillIn(sentence: string, values: Record<string, string>): string {
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(`{{${name}}}`, value),
    sentence,
  )
}
