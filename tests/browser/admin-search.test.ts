import { expect } from 'vitest'
import { test } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { lotusPortal, words } from '../support/demo-portals.ts'
import { inEveryLight } from '../support/find-axe-faults.ts'
import { title } from '../support/walk-portal.ts'

const { clients, desk } = words.en.admin
const { search } = words.en

test('by keys alone somebody is found, at once or arrow by arrow, and the way back is kept', async ({
  system,
  visit,
}) => {
  const owner = await visit(lotusPortal, { context: { reducedMotion: 'reduce' } })
  await signInAt(owner, demoLogin(system, lotusPortal, 'owner'), '/admin/clients')
  const { page } = owner
  const { keyboard } = page
  await title(page, clients.title).waitFor()
  const name = await page.locator('.row-name').first().innerText()
  const palette = page.getByRole('dialog', { name: search.title })

  await keyboard.press('Control+k')
  await palette.getByRole('link').first().waitFor()
  const field = palette.getByRole('searchbox')
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await inEveryLight(page)).toEqual([])
  // Faster than anything is found: not what stood there before is taken.
  await keyboard.type(name)
  await keyboard.press('Enter')
  await title(page, name).waitFor()
  await expect.poll(() => palette.count()).toBe(0)

  await keyboard.press('Control+k')
  await keyboard.type(desk.places.calendar)
  await expect.poll(() => palette.getByRole('link').allInnerTexts()).toEqual([desk.places.calendar])
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await page.waitForURL(/\/admin\/calendar/)
  // The address is there before its page is.
  await expect.poll(() => title(page, name).count()).toBe(0)
  await expect.poll(() => palette.count()).toBe(0)

  // Letters alone go somewhere, too; where they are switched off, none does.
  const link = page.getByRole('main').getByRole('link').first()
  await link.focus()
  await keyboard.press('?')
  const help = page.getByRole('dialog', { name: search.keys })
  await help.getByRole('checkbox').uncheck()
  await keyboard.press('Escape')
  await expect.poll(() => link.evaluate((element) => element === document.activeElement)).toBe(true)
  await keyboard.press('?')
  expect(await help.count()).toBe(0)
})
