import { expect } from 'vitest'
import { test, type Visit } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { lotusPortal, words } from '../support/demo-portals.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { title } from '../support/walk-portal.ts'

const { desk, clients, forms } = words.en.admin
const { list, edit, page: labels, tags } = words.en.deskClients
const calm = { reducedMotion: 'reduce' } as const

const press = ({ page, hands }: Visit, role: 'button' | 'link', name: string) =>
  hands.press(page.getByRole('main').getByRole(role, { name, exact: true }))

async function arrive(visit: Visit, system: TestSystem, next: string): Promise<Visit> {
  await signInAt(visit, demoLogin(system, lotusPortal, 'owner'), next)
  return visit
}

const done = ({ page }: Visit, text: string) => page.getByRole('status').getByText(text).waitFor()

test.for([true, false])(
  'somebody without an address is written down, found, tagged, blocked and let go (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const options = { withJavaScript, expected: [422], context: calm } as const
    const owner = await arrive(await visit(lotusPortal, options), system, '/admin/clients/new')
    const { page, go } = owner
    await press(owner, 'button', edit.make)
    await page.getByText(edit.errors['firstName.required']).waitFor()
    const name = withJavaScript ? 'Zora Zett' : 'Zina Zett'
    const [first = '', last = ''] = name.split(' ')
    await page.locator('#firstName').fill(first)
    await page.locator('#lastName').fill(last)
    await press(owner, 'button', edit.make)
    await title(page, name).waitFor()
    await done(owner, desk.done.clientMade)

    await page.locator('#tag-name').fill(`Tag of ${first}`)
    await press(owner, 'button', labels.addTag)
    await done(owner, desk.done.tagged)
    await page.locator('#text').fill('Likes mornings')
    await press(owner, 'button', clients.addNote)
    await done(owner, desk.done.noteAdded)

    await go('/admin/clients')
    await page.locator('#q').fill(first.toLowerCase().slice(0, 3))
    if (!withJavaScript) await press(owner, 'button', clients.searchButton)
    await page.waitForURL(/q=/)
    const rows = page.getByRole('main').getByRole('row')
    await expect.poll(() => rows.count()).toBe(2)
    await press(owner, 'link', name)
    await press(owner, 'link', labels.block)
    await page.locator('#reason').fill('Never comes')
    await press(owner, 'button', labels.blockButton)
    await done(owner, desk.done.clientBlocked)
    await page.getByText('Never comes').waitFor()
    await press(owner, 'button', labels.unblock)
    await done(owner, desk.done.clientUnblocked)

    await go('/admin/clients/tags')
    await title(page, tags.title).waitFor()
    await press(owner, 'link', `Tag of ${first}`)
    await expect.poll(() => rows.count()).toBe(2)
    await press(owner, 'link', list.clear)
    await expect.poll(() => rows.count()).toBeGreaterThan(2)
    await press(owner, 'link', name)
    await press(owner, 'button', labels.delete)
    await done(owner, desk.done.clientDeleted)
  },
)

test('a group of clients books further ahead, and is dissolved', async ({ system, visit }) => {
  const options = { expected: [422], context: calm }
  const owner = await arrive(await visit(lotusPortal, options), system, '/admin/clients')
  const { page } = owner
  const { groups } = words.en.deskClients
  await press(owner, 'link', list.groups)
  await page.locator('[name="name.en"]').fill('Regulars')
  await page.locator('[name="windowDays"]').fill('1000')
  await press(owner, 'button', groups.add)
  await page.getByText(groups.errors.windowDays).waitFor()
  await page.locator('[name="windowDays"]').fill('90')
  await press(owner, 'button', groups.add)
  await done(owner, desk.done.groupMade)
  await page.getByText('Books up to 90 days ahead').waitFor()
  await press(owner, 'link', groups.change)
  await title(page, 'Regulars').waitFor()
  await press(owner, 'button', groups.delete)
  await done(owner, desk.done.groupDeleted)
})

test('of two who change a client, the second sees what the first one wrote', async ({ system, visit }) => {
  const options = { expected: [409], context: calm }
  const first = await arrive(await visit(lotusPortal, options), system, '/admin/clients/new')
  await first.page.locator('#firstName').fill('Twice')
  await press(first, 'button', edit.make)
  await title(first.page, 'Twice').waitFor()
  await press(first, 'link', edit.change)
  await first.page.locator('#goals').waitFor()
  const second = await arrive(await visit(lotusPortal, options), system, new URL(first.page.url()).pathname)
  await second.page.locator('#goals').fill('A mile')
  await first.page.locator('#goals').fill('A marathon')
  await press(first, 'button', desk.save)
  await done(first, desk.done.saved)
  await press(second, 'button', desk.save)
  await second.page.locator('.meanwhile-title').getByText(forms.meanwhile.title).waitFor()
  await second.page.getByText('A marathon').waitFor()
  expect(await second.page.locator('#goals').inputValue()).toBe('A mile')
})

test('two who are one person become one, with a file and a family, without JavaScript', async ({
  system,
  visit,
}) => {
  const options = { withJavaScript: false, expected: [422], context: calm } as const
  const owner = await arrive(await visit(lotusPortal, options), system, '/admin/clients/new')
  const { page, go } = owner
  const { merge, files, family, timeline } = words.en.clientPages
  const write = async (first: string): Promise<string> => {
    await go('/admin/clients/new')
    await page.locator('#firstName').fill(first)
    await page.locator('#phone').fill('+359888765432')
    await press(owner, 'button', edit.make)
    await title(page, first).waitFor()
    return new URL(page.url()).pathname
  }
  const [kept, gone] = [await write('Mimi'), await write('Mimichka')]

  await go(`${gone}/files`)
  const send = async (name: string, text: string) => {
    await page.locator('#file').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
    await press(owner, 'button', files.add)
  }
  await send('plan.pdf', 'MZ\0\0')
  await page.getByText(files.errors.file).waitFor()
  await send('plan.txt', 'Squats')
  await done(owner, desk.done.fileAdded)

  await go(kept)
  await press(owner, 'link', labels.merge)
  await page.getByRole('link', { name: `${merge.compare}: Mimichka` }).click()
  await press(owner, 'button', merge.button)
  await done(owner, desk.done.clientsMerged)
  await go(gone)
  await title(page, 'Mimi').waitFor()
  expect(new URL(page.url()).pathname).toBe(kept)

  await page.getByText(family.add).click()
  await page.locator('#firstName-new').fill('Kiril')
  await page.locator('#lastName-new').fill('Mimi')
  await page
    .getByRole('region', { name: labels.family })
    .getByRole('button', { name: family.addButton })
    .click()
  await done(owner, desk.done.familyAdded)
  await press(owner, 'link', timeline.title)
  await page.getByText(timeline.merge).waitFor()
  await go(`${kept}/files`)
  const coming = page.waitForEvent('download')
  await press(owner, 'link', 'plan.txt')
  expect((await coming).suggestedFilename()).toBe('plan.txt')
})
