import { expect } from 'vitest'
import { test, type OpenVisit, type Visit, type VisitOptions } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { lotusPortal, words } from '../support/demo-portals.ts'
import { findPageFaults } from '../support/find-page-faults.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { title } from '../support/walk-portal.ts'

const { setupServices, setupTrainers, setupPlaces, setupPolicies } = words.en
const { desk, forms } = words.en.admin

type Open = { system: TestSystem; visit: OpenVisit }

async function arrive({ system, visit }: Open, next: string, options: VisitOptions = {}): Promise<Visit> {
  const owner = await visit(lotusPortal, { context: { reducedMotion: 'reduce' }, ...options })
  await signInAt(owner, demoLogin(system, lotusPortal, 'owner'), next)
  return owner
}

const field = ({ page }: Visit, name: string) => page.locator(`[name="${name}"]`)

const press = ({ page, hands }: Visit, role: 'button' | 'link', name: string) =>
  hands.press(page.getByRole('main').getByRole(role, { name, exact: true }))

const told = ({ page }: Visit, text: string) => page.getByRole('status').getByText(text).waitFor()

test.for([true, false])(
  'a trainer and a service are made from nothing (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const owner = await arrive({ system, visit }, '/admin/trainers/new', { withJavaScript, expected: [422] })
    const name = `Nora ${withJavaScript}`
    await press(owner, 'button', setupTrainers.make)
    await owner.page.getByText(forms.errors.localized).waitFor()
    await field(owner, 'name.en').fill(name)
    await press(owner, 'button', setupTrainers.make)
    await told(owner, desk.done.made)
    await title(owner.page, name).waitFor()

    await owner.go('/admin/services/new')
    await field(owner, 'name.en').fill(`Stretching ${withJavaScript}`)
    await field(owner, 'price').fill('4x')
    await press(owner, 'button', setupServices.make)
    await owner.page.getByText(forms.errors.money).waitFor()
    expect(await field(owner, 'name.en').inputValue()).toBe(`Stretching ${withJavaScript}`)
    await field(owner, 'price').fill('42.50')
    await press(owner, 'button', setupServices.make)
    await told(owner, desk.done.made)

    await owner.go('/admin/services')
    const row = owner.page.getByRole('row', { name: `Stretching ${withJavaScript}` })
    expect(await row.textContent()).toContain('$42.50')
    expect(await row.textContent()).toMatch(/Nora|4 trainers/)
  },
)

test('of two who change the same, the second is told by whom and loses nothing', async ({
  system,
  visit,
}) => {
  const path = `/admin/services/${lotusPortal.service.slug}`
  const first = await arrive({ system, visit }, path)
  const second = await arrive({ system, visit }, path, { expected: [409] })
  await field(second, 'description.en').fill('Slow and warm.')
  await field(first, 'description.en').fill('Slow.')
  await field(first, 'price').fill('99')
  await press(first, 'button', desk.save)
  await told(first, desk.done.saved)

  await press(second, 'button', desk.save)
  const notice = second.page.getByRole('alert')
  await notice.getByText(forms.meanwhile.title).first().waitFor()
  expect(await notice.textContent()).toContain('changed this Today')
  const row = (label: string) => notice.getByRole('row', { name: label }).textContent()
  expect(await row(setupServices.fields.description.label)).toMatch(/Slow\..*Slow and warm\./)
  expect(await row(setupServices.price)).toContain(forms.meanwhile.taken)
  expect(await field(second, 'description.en').inputValue()).toBe('Slow and warm.')
  expect(await field(second, 'price').inputValue()).toBe('99')
  await press(second, 'button', forms.meanwhile.keepMine)
  await told(second, desk.done.saved)
  await first.go(path)
  expect(await field(first, 'description.en').inputValue()).toBe('Slow and warm.')
  expect(await field(first, 'price').inputValue()).toBe('99')
})

test('what is typed is not left without being asked', async ({ system, visit }) => {
  const owner = await arrive({ system, visit }, '/admin/trainers/new')
  const { page } = owner
  const toServices = page.getByRole('link', { name: desk.places.services, exact: true })
  await field(owner, 'name.en').fill('Half')
  await toServices.click()
  const dialog = page.getByRole('dialog', { name: forms.unsaved.title })
  await dialog.getByRole('button', { name: forms.unsaved.stay }).click()
  expect(await field(owner, 'name.en').inputValue()).toBe('Half')
  await toServices.click()
  await dialog.getByRole('button', { name: forms.unsaved.leave }).click()
  await title(page, setupServices.title).waitFor()
  // Nothing was typed here.
  await page.getByRole('link', { name: desk.places.trainers, exact: true }).click()
  await title(page, setupTrainers.title).waitFor()
})

test.for([true, false])(
  'another zone is shown before it is saved (JavaScript: %s)',
  async (js, { system, visit }) => {
    const owner = await arrive({ system, visit }, '/admin/places', { withJavaScript: js })
    const { page } = owner
    await page.getByRole('main').getByRole('heading', { level: 2 }).getByRole('link').first().click()
    const zone = field(owner, 'timeZone')
    const before = await zone.inputValue()
    await zone.selectOption(js ? 'America/Chicago' : 'America/Denver')
    await press(owner, 'button', desk.save)
    const notice = page.getByRole('alert')
    await notice.getByText('weekly hours').waitFor()
    expect(await notice.textContent()).toMatch(/\d+ of \d+ bookings to come/)
    await zone.selectOption(before)
    await press(owner, 'button', setupPlaces.zoneSave)
    await told(owner, desk.done.saved)
  },
)

test('a policy is written, tried on last month and says what it means', async ({ system, visit }) => {
  const owner = await arrive({ system, visit }, '/admin/policies/new')
  const { page } = owner
  await field(owner, 'name').fill('House rules')
  await field(owner, 'lateKind').selectOption('fee')
  await field(owner, 'latePercent').fill('50')
  await page.getByText('Cancelling later costs 50% of the price.').waitFor()
  await press(owner, 'button', setupPolicies.make)
  await told(owner, desk.done.made)
  await press(owner, 'button', setupPolicies.rehearse)
  await page.getByRole('heading', { name: setupPolicies.rehearsal }).waitFor()
  expect(await field(owner, 'latePercent').inputValue()).toBe('50')
})

const pages = [
  '/admin/services',
  `/admin/services/${lotusPortal.service.slug}`,
  '/admin/services/new?kind=class',
  '/admin/trainers',
  '/admin/trainers/new',
  '/admin/places',
  '/admin/places/resources/new',
  '/admin/policies/new',
  '/admin/settings',
  '/admin/settings/limits',
]

test('axe finds nothing serious on what a studio offers, and all of it fits', async ({ system, visit }) => {
  const owner = await arrive({ system, visit }, '/admin/services')
  const found: string[] = []
  for (const path of pages) {
    await owner.go(path)
    found.push(...(await findPageFaults(owner.page, path)))
  }
  expect(found).toEqual([])
})
