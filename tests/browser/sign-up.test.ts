import { expect } from 'vitest'
import { plans } from '../../db/registry/schema/index.ts'
import { PLATFORM_HOST } from '../../scripts/local/start-system.ts'
import { kindsOfStudio } from '../../tenants/fleet/create/studio-kinds.ts'
import { en as said } from '../../worker/sign-up/words-en.ts'
import { ask } from '../support/ask.ts'
import { test, type Visit } from '../support/browser-test.ts'
import { mailedPath } from '../support/demo-logins.ts'
import { ironPortal, words } from '../support/demo-portals.ts'
import { findAxeFaults } from '../support/find-axe-faults.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { waitForMail } from '../support/wait-for-mail.ts'
import { fillIn, submitOf, title, typeDetails } from '../support/walk-portal.ts'

const NAME = 'Green Door'
const OWNER = 'ana@green-door.example.test'

/** Colours that still change would be measured halfway. */
const phone = { size: 'phone', context: { reducedMotion: 'reduce' } } as const
const CLIENT = 'elena@example.test'
const { choose, time, details, booking, home, say, start } = words.en

test('somebody signs up and makes a studio, its first client books, and its owner takes the first steps', async ({
  system,
  visit,
}) => {
  await offerPlans(system)
  const platform = await visit({ ...ironPortal, host: PLATFORM_HOST }, { ...phone, expected: [422] })
  const enter = await signUp(system, platform)

  const host = 'green-door.localhost'
  const client = await visit({ ...ironPortal, host }, phone)
  await bookFirst(client)
  const [confirmation] = await waitForMail(system.url, CLIENT, 1)
  expect(confirmation?.subject).toContain(SERVICE)
  expect(confirmation?.html).toContain(NAME)
  expect(confirmation?.attachments).toMatchObject([{ filename: expect.stringMatching(/\.ics$/) }])

  const owner = await visit({ ...ironPortal, host }, phone)
  const { headers } = await ask({ url: system.url, host: PLATFORM_HOST, path: enter })
  const { pathname, search } = new URL(headers['location'] ?? '')
  expect(await owner.go(pathname + search)).toBe(200)
  await looksWell(owner)
  await owner.hands.press(owner.page.getByRole('main').locator('form').getByRole('button').first())
  await owner.page.waitForURL((url) => url.pathname.startsWith('/admin'))
  await owner.go('/admin/start')
  await title(owner.page, start.title).waitFor()
  await owner.page.getByText(start.bookable).waitFor()
  await looksWell(owner)
  await owner.go('/admin/settings/plan')
  await owner.page.getByText('Large').waitFor()
  await looksWell(owner)
  await owner.go('/admin/bookings?when=all')
  await owner.page.getByText('Elena Dimova').first().waitFor()
  await looksWell(owner)
})

/** What is offered to whoever signs up: the second one is taken. */
async function offerPlans({ fleet }: TestSystem): Promise<void> {
  const { orm, write } = fleet.registry
  const plan = { limits: {}, isPublic: true, createdAt: 0, updatedAt: 0 }
  await write([
    orm.insert(plans).values([
      { ...plan, id: 'pln_small', code: 'small', name: 'Small', position: 1 },
      { ...plan, id: 'pln_large', code: 'large', name: 'Large', trialDays: 14, position: 2 },
    ]),
  ])
}

/** From the form to the open studio, by the mailed link. Resolves with the path on which its owner goes in. */
async function signUp(system: TestSystem, platform: Visit): Promise<string> {
  const { page, hands, origin } = platform
  await page.goto(`${origin}/sign-up/terms?lang=en`)
  await title(page, said.termsTitle).waitFor()
  await looksWell(platform)
  await page.goto(`${origin}/sign-up?lang=en`)
  await page.getByLabel(said.name, { exact: true }).fill(NAME)
  await page.getByLabel(said.ownerName).fill('Ana Green')
  await page.getByLabel(said.email).fill('ana')
  await page.getByRole('radio', { name: /^Large/ }).check()
  await looksWell(platform)
  await hands.press(page.getByRole('button', { name: said.submit }))
  // Neither the address nor consent.
  await page.getByText(said.errors['not_an_email'] ?? '').waitFor()
  await page.getByText(said.errors['terms_needed'] ?? '').waitFor()
  await looksWell(platform)
  await page.getByRole('checkbox').check()
  await page.getByLabel(said.email).fill(OWNER)
  await hands.press(page.getByRole('button', { name: said.submit }))
  await title(page, said.sentTitle).waitFor()
  await looksWell(platform)

  await page.goto(origin + (await mailedPath(system, OWNER, 1)))
  await title(page, said.confirmTitle(NAME)).waitFor()
  await looksWell(platform)
  await hands.press(page.getByRole('button', { name: said.confirmButton }))
  await title(page, said.openTitle(NAME)).waitFor()
  await looksWell(platform)
  expect((await waitForMail(system.url, OWNER, 2)).at(-1)?.subject).toContain(NAME)
  return (await page.getByRole('link', { name: said.enter }).getAttribute('href')) ?? ''
}

const SERVICE = kindsOfStudio.personal_training.services[0]?.name.en ?? ''

/** As somebody who never heard of it: home, service, time, name, done. */
async function bookFirst(client: Visit): Promise<void> {
  const { page, hands, go } = client
  const main = page.getByRole('main')
  expect(await go('/')).toBe(200)
  await looksWell(client)
  await hands.press(main.getByRole('link', { name: home.bookNow, exact: true }))
  await title(page, choose.serviceTitle).waitFor()
  await looksWell(client)
  const serviceLink = fillIn(say.bookService, { service: SERVICE })
  await hands.press(main.getByRole('link', { name: serviceLink, exact: true }))
  const trainer = main.getByRole('link', { name: /^Ana Green/ })
  await title(page, time.title).or(trainer).first().waitFor()
  if (await trainer.count()) await hands.press(trainer)
  await title(page, time.title).waitFor()
  const days = page.getByRole('navigation', { name: time.days })
  await hands.press(days.getByRole('link', { name: new RegExp(`: ${time.hasRoom}$`) }).last())
  const times = main.getByRole('region').getByRole('button')
  await times.first().waitFor()
  await looksWell(client)
  await hands.press(times.first())
  await title(page, details.title).waitFor()
  await looksWell(client)
  await typeDetails(client, { firstName: 'Elena', lastName: 'Dimova', email: CLIENT }, 'en')
  await hands.press(submitOf(page))
  await title(page, booking.confirmedTitle).waitFor()
  await looksWell(client)
}

/** Nothing that axe minds on the page that is open. */
async function looksWell({ page }: Visit): Promise<void> {
  const faults = await findAxeFaults(page)
  expect(faults, page.url()).toEqual([])
}
