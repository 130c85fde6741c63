import { expect } from 'vitest'
import { test, type Visit } from '../support/browser-test.ts'
import { demoLogin, mailedPath, signInAt } from '../support/demo-logins.ts'
import { lotusPortal, words } from '../support/demo-portals.ts'
import { findAxeFaults } from '../support/find-axe-faults.ts'
import { findPageFaults } from '../support/find-page-faults.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { title } from '../support/walk-portal.ts'

const { desk, errors, team, join, roles, keys, clients } = words.en.admin
const calm = { reducedMotion: 'reduce' } as const
const PASSWORD = 'nine patient herons'

const place = ({ page }: Visit, name: string) =>
  page.getByRole('navigation', { name: desk.menu }).getByRole('link', { name, exact: true })

const press = ({ page, hands }: Visit, role: 'button' | 'link', name: string | RegExp) =>
  hands.press(page.getByRole('main').getByRole(role, { name }))

async function arrive(visit: Visit, system: TestSystem, next = '/admin'): Promise<Visit> {
  await signInAt(visit, demoLogin(system, lotusPortal, 'owner'), next)
  return visit
}

test.for([true, false])(
  'somebody is asked in, joins, may what the role says from click to click, and is out (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const email = `nora-${withJavaScript}@example.test`
    const options = { withJavaScript, expected: [403, 410], context: calm }
    const owner = await arrive(await visit(lotusPortal, options), system, '/admin/staff/invite')
    await owner.page.locator('#name').fill('Nora Newman')
    await owner.page.locator('#email').fill(email)
    await owner.page.getByRole('radio', { name: new RegExp(`^${roles.names.front_desk}`) }).check()
    await press(owner, 'button', team.inviteButton)
    await owner.page.getByRole('status').getByText(desk.done.invited).waitFor()

    const nora = await visit(lotusPortal, options)
    const path = await mailedPath(system, email, 1)
    await nora.go(path)
    await title(nora.page, join.title).waitFor()
    await nora.page.locator('#password').fill(PASSWORD)
    await press(nora, 'button', join.button)
    await title(nora.page, words.en.today.title).waitFor()
    expect(await place(nora, desk.places.clients).count()).toBe(1)
    expect(await place(nora, desk.places.staff).count()).toBe(0)
    expect(await nora.go('/admin/staff')).toBe(403)
    await title(nora.page, errors.forbidden.title).waitFor()
    expect(await nora.go(path)).toBe(410)

    await owner.go('/admin/staff')
    await press(owner, 'link', 'Nora Newman')
    await press(owner, 'link', team.change)
    await owner.page.getByRole('radio', { name: new RegExp(`^${roles.names.manager}`) }).check()
    await press(owner, 'button', desk.save)
    await owner.page.getByRole('status').getByText(desk.done.changed).waitFor()
    await nora.go('/admin')
    await nora.hands.press(place(nora, desk.places.staff))
    await title(nora.page, team.title).waitFor()

    await press(owner, 'link', team.leaveLink)
    await press(owner, 'button', team.removeButton)
    await owner.page.getByRole('status').getByText(desk.done.removed).waitFor()
    await nora.hands.press(place(nora, desk.places.clients))
    await title(nora.page, words.en.signIn.title).waitFor()
  },
)

test('a role is shaped and a key made by keyboard alone, and the key is shown once', async ({
  system,
  visit,
}) => {
  const owner = await arrive(
    await visit(lotusPortal, { by: 'keyboard', context: calm }),
    system,
    '/admin/roles/new',
  )
  const { page, hands, go } = owner
  await hands.write(page.locator('#name'), 'Accountant')
  const money = page.getByRole('group', { name: roles.areas.money })
  await money.getByRole('radio', { name: roles.reach.none }).first().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await press(owner, 'button', roles.makeButton)
  await page.getByRole('status').getByText(desk.done.roleMade).waitFor()
  const cells = page.getByRole('row', { name: new RegExp(`^${roles.areas.money}`) }).getByRole('cell')
  expect((await cells.allTextContents()).at(-1)).toBe(roles.allowed.seesAll)

  await go('/admin/keys/new')
  await hands.write(page.locator('#name'), 'Ledger')
  await page
    .getByRole('group', { name: roles.areas.money })
    .getByRole('radio', { name: roles.reach.any })
    .first()
    .check()
  await press(owner, 'button', keys.makeButton)
  await title(page, keys.madeTitle).waitFor()
  const key = await page.getByRole('main').locator('code').textContent()
  expect(key).toMatch(/^thk_[\w-]{32}$/)
  await press(owner, 'link', keys.doneButton)
  await title(page, keys.title).waitFor()
  expect(await page.content()).not.toContain(key)
})

test('a client’s data is exported, and what was looked at is in the log', async ({ system, visit }) => {
  const owner = await arrive(await visit(lotusPortal, { context: calm }), system, '/admin/clients?q=nguyen')
  const { page } = owner
  await press(owner, 'link', /Nguyen/)
  await press(owner, 'link', clients.export)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    press(owner, 'button', clients.exportCsv),
  ])
  expect(download.suggestedFilename()).toMatch(/^cli_[\w-]+\.csv$/)
  await owner.go('/admin/audit?what=client')
  const deeds = await page.getByRole('rowheader').allTextContents()
  expect(deeds).toEqual(expect.arrayContaining(['Exported a client’s data', 'Looked at a client']))
})

const pages = [
  '/admin',
  '/admin/staff',
  '/admin/staff/invite',
  '/admin/staff/usr_trainer',
  '/admin/staff/usr_trainer/remove',
  '/admin/roles',
  '/admin/roles/new',
  '/admin/keys/new',
  '/admin/audit',
  '/admin/clients',
  '/admin/profile',
  '/admin/nothing',
]

test('axe finds nothing serious on the admin’s pages, and all of them fit', async ({ system, visit }) => {
  const owner = await arrive(await visit(lotusPortal, { expected: [404], context: calm }), system)
  const { page, go } = owner
  const found: string[] = []
  for (const path of pages) {
    await go(path)
    found.push(...(await findPageFaults(page, path)))
  }
  expect(found).toEqual([])
})

test('on a phone all places are under the thumb, and a client is told whose this is', async ({
  system,
  visit,
}) => {
  const owner = await visit(lotusPortal, { size: 'phone', expected: [403], context: calm })
  await arrive(owner, system)
  const { page, hands } = owner
  const bar = page.getByRole('navigation', { name: desk.menu })
  expect(await bar.locator('.bar-place').count()).toBeLessThanOrEqual(5)
  await hands.press(bar.getByText(desk.more))
  expect(await findAxeFaults(page)).toEqual([])
  await hands.press(place(owner, desk.places.roles))
  await title(page, roles.title).waitFor()
  expect(await bar.locator('details[open]').count()).toBe(0)

  const client = await visit(lotusPortal, { size: 'phone', expected: [403], context: calm })
  await signInAt(client, demoLogin(system, lotusPortal), '/account')
  expect(await client.go('/admin')).toBe(403)
  await title(client.page, errors.notStaff.title).waitFor()
  await press(client, 'link', errors.toSite)
  await title(client.page, lotusPortal.name).waitFor()
})
