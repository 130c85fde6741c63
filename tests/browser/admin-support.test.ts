import { expect } from 'vitest'
import { demoPassword } from '../../scripts/seed/demo-people.ts'
import { DEMO_OPERATOR, demoTotpSecret } from '../../scripts/seed/demo-operator.ts'
import { PLATFORM_HOST } from '../../scripts/local/start-system.ts'
import { test, type OpenVisit } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { lotusPortal, words } from '../support/demo-portals.ts'
import { findAxeFaults } from '../support/find-axe-faults.ts'
import { readTotp } from '../support/read-totp.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { title } from '../support/walk-portal.ts'

const { support } = words.en
const { done } = words.en.admin.desk
const REASON = 'Ticket 4711: bookings of Thursday do not show'
const still = { context: { reducedMotion: 'reduce' } } as const

test('an owner reads why support is here, lets it change things, and puts it out', async ({
  system,
  visit,
}) => {
  const helper = await visit(lotusPortal, { ...still, expected: [401, 403] })
  await helper.page.goto(await makeWayIn(system, visit))
  await helper.hands.press(helper.page.getByRole('button', { name: 'Go in' }))
  const banner = helper.page.getByRole('region', { name: support.banner.label, exact: true })
  await banner.getByText(REASON).waitFor()
  await banner.getByText(support.banner.looks).waitFor()
  expect(await findAxeFaults(helper.page)).toEqual([])

  const owner = await visit(lotusPortal, { ...still, size: 'phone' })
  await signInAt(owner, demoLogin(system, lotusPortal, 'owner'), '/admin/settings/support')
  const main = owner.page.getByRole('main')
  await main.getByText(REASON).waitFor()
  await main.getByText(support.states.looks).waitFor()
  expect(await findAxeFaults(owner.page)).toEqual([])
  await owner.hands.press(main.getByRole('button', { name: support.allow }))
  await owner.page.getByRole('status').getByText(done.visitChanges).waitFor()
  await main.getByText(support.states.changes).waitFor()

  await helper.go('/admin/settings')
  await banner.getByText(support.banner.changes).waitFor()

  await owner.hands.press(main.getByRole('button', { name: support.end }))
  await owner.page.getByRole('status').getByText(done.visitEnded).waitFor()
  await main.getByText(support.states.over, { exact: true }).waitFor()
  expect(await main.getByRole('button').count()).toBe(0)

  // Out with the next click: what asks for somebody who works there asks to sign in.
  await helper.page.goto(`${helper.origin}/admin/settings`)
  await title(helper.page, words.en.signIn.title).waitFor()
})

/** In the console, as an operator: signs in with both factors and gives a reason. Resolves with the link. */
async function makeWayIn({ fleet }: TestSystem, visit: OpenVisit): Promise<string> {
  const { page, hands, origin } = await visit({ ...lotusPortal, host: PLATFORM_HOST }, still)
  const press = (name: string) => hands.press(page.getByRole('button', { name, exact: true }))
  await page.goto(`${origin}/operator`)
  await page.getByLabel('E-mail').fill(DEMO_OPERATOR)
  await page.getByLabel('Password').fill(demoPassword(fleet.keys))
  await press('Sign in')
  await page.locator('[name=code]').fill(readTotp(demoTotpSecret(fleet.keys), Date.now()))
  await hands.press(page.locator('form.stack button'))
  await title(page, 'Studios').waitFor()
  await hands.press(page.getByRole('link', { name: lotusPortal.name }))
  await title(page, lotusPortal.name).waitFor()
  await page.getByLabel('Why', { exact: true }).fill(REASON)
  await press('Make a way in')
  const link = page.getByRole('link', { name: 'Go into the studio' })
  await title(page, 'The way in').waitFor()
  expect(await findAxeFaults(page)).toEqual([])
  return (await link.getAttribute('href')) ?? ''
}
