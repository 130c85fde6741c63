import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { lotusYoga } from '../../scripts/seed/lotus-yoga.ts'
import { makeStudio } from '../../scripts/seed/make-studio.ts'
import { openStudio } from '../../scripts/seed/open-studio.ts'
import { hashPassword } from '../../tenants/access/hash-password.ts'
import { addFirstOwner } from '../../tenants/staff/add-first-owner.ts'
import { test, type OpenVisit, type Visit } from '../support/browser-test.ts'
import { signInAt } from '../support/demo-logins.ts'
import { lotusPortal, words } from '../support/demo-portals.ts'
import { inEveryLight } from '../support/find-axe-faults.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { submitOf, title, typeDetails } from '../support/walk-portal.ts'

const { start, setupTrainers, setupServices, site, admin, home, choose, time, details } = words.en
const owner = { email: 'nina@fresh.example.test', password: 'a long enough secret' }

/** A studio as `npm run provision` leaves it: a name and a place. */
async function arrive(system: TestSystem, visit: OpenVisit, slug: string) {
  const host = `book.${slug}.test`
  const id = `ten_${slug}`
  const bare = { ...lotusYoga, id, slug, name: 'Fresh', ownDomains: [host] }
  await makeStudio(system.fleet, { ...bare, trainers: [], services: [], classes: [], clients: [] })
  const db = await openStudio(system.fleet, slug)
  const person = { email: owner.email, name: 'Nina', locale: 'en' as const }
  const passwordHash = await hashPassword(owner.password)
  await addFirstOwner({ db, now: Date.now, requestId: 'test' }, { ...person, passwordHash })
  const portal = { ...lotusPortal, tenantId: id, name: 'Fresh', host }
  const opened = await visit(portal, { size: 'phone', context: { reducedMotion: 'reduce' } })
  await signInAt(opened, owner, '/admin/start')
  await title(opened.page, start.title).waitFor()
  return { opened, portal }
}

/** Presses and types as the owner would, and counts both. */
function counting({ page, hands }: Visit) {
  const done = { presses: 0, fields: 0 }
  return {
    done,
    press: async (target: Locator) => {
      done.presses += 1
      await hands.press(target)
    },
    type: async (name: string, text: string) => {
      done.fields += 1
      await page.locator(`[name="${name}"]`).fill(text)
    },
  }
}

test('an empty studio is bookable after so few presses, and a client books', async ({ system, visit }) => {
  const { opened, portal } = await arrive(system, visit, 'fresh')
  const { page } = opened
  const main = page.getByRole('main')
  const { done, press, type } = counting(opened)
  const next = (step: keyof typeof start.steps) =>
    main.locator('.start-step').getByRole('link', { name: start.steps[step].title, exact: true })
  const backAtList = () => title(page, start.title).waitFor()
  expect(await inEveryLight(page)).toEqual([])

  await press(next('trainer'))
  await title(page, setupTrainers.newTitle).waitFor()
  await type('name.en', 'Nina')
  await press(main.getByRole('button', { name: setupTrainers.make, exact: true }))
  await backAtList()
  await press(next('service'))
  await title(page, setupServices.newTitle).waitFor()
  await type('name.en', 'Personal training')
  await type('price', '50')
  await press(main.getByRole('button', { name: setupServices.make, exact: true }))
  await backAtList()
  await press(main.getByRole('button', { name: start.ordinaryWeek }))
  await main.getByText(start.bookable).waitFor()
  // That is all that a booking needs.
  expect(done).toEqual({ presses: 5, fields: 3 })
  await press(next('look'))
  await title(page, site.title).waitFor()
  await press(main.locator('.preset').nth(2))
  await press(main.getByRole('button', { name: site.publish, exact: true }))
  await backAtList()
  expect(done.presses).toBeLessThanOrEqual(8)
  expect(await main.getByRole('link', { name: `${opened.origin}/` }).count()).toBe(1)
  expect(await inEveryLight(page)).toEqual([])

  const client = await visit(portal, { size: 'phone' })
  await client.go('/')
  const portalMain = client.page.getByRole('main')
  await client.hands.press(portalMain.getByRole('link', { name: home.bookNow, exact: true }))
  await title(client.page, choose.serviceTitle).waitFor()
  await client.hands.press(portalMain.getByRole('link', { name: /Personal training/ }).first())
  // With one trainer there is nobody to choose.
  await title(client.page, time.title).waitFor()
  const days = client.page.getByRole('navigation', { name: time.days })
  await client.hands.press(days.getByRole('link', { name: new RegExp(`: ${time.hasRoom}$`) }).last())
  await client.hands.press(portalMain.getByRole('region').getByRole('button').first())
  await title(client.page, details.title).waitFor()
  await typeDetails(client, { firstName: 'Ana', lastName: 'Ilieva', email: 'ana@example.test' }, 'en')
  await client.hands.press(submitOf(client.page))
  await client.page.waitForURL(/\/bookings\//)

  await opened.go('/admin/start')
  expect(await main.getByText('6 of 6 done').count()).toBe(1)
})

test('sample data come with one press and go after a question', async ({ system, visit }) => {
  const { opened } = await arrive(system, visit, 'tried')
  const { page, hands } = opened
  const main = page.getByRole('main')
  await hands.press(main.getByRole('button', { name: start.samples.add }))
  await page.getByRole('status').getByText(admin.desk.done.samplesAdded).waitFor()
  await main.getByText('1 of 6 done').waitFor()
  await opened.go('/admin/clients')
  await main
    .getByText(/Sample/)
    .first()
    .waitFor()
  await opened.go('/admin/start')
  await hands.press(main.getByRole('link', { name: start.samples.remove }))
  await title(page, start.samples.question).waitFor()
  expect(await inEveryLight(page)).toEqual([])
  await hands.press(main.getByRole('button', { name: start.samples.confirm }))
  await page.getByRole('status').getByText(admin.desk.done.samplesRemoved).waitFor()
  await main.getByRole('button', { name: start.samples.add }).waitFor()
})
