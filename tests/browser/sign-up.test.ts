import { expect } from 'vitest'
import { PLATFORM_HOST } from '../../scripts/local/start-system.ts'
import { kindsOfStudio } from '../../tenants/fleet/create/studio-kinds.ts'
import { en as said } from '../../worker/sign-up/words-en.ts'
import { ask } from '../support/ask.ts'
import { test } from '../support/browser-test.ts'
import { mailedPath } from '../support/demo-logins.ts'
import { ironPortal, words } from '../support/demo-portals.ts'
import { waitForMail } from '../support/wait-for-mail.ts'
import { fillIn, submitOf, title, typeDetails } from '../support/walk-portal.ts'

const NAME = 'Green Door'
const OWNER = 'ana@green-door.example.test'

test('somebody makes a studio, its first client books, and its owner walks in', async ({ system, visit }) => {
  const platform = await visit(
    { ...ironPortal, host: PLATFORM_HOST },
    { size: 'phone', withJavaScript: false, expected: [422] },
  )
  const { page, hands, go } = platform
  await go('/sign-up?lang=en')
  await page.getByLabel(said.name, { exact: true }).fill(NAME)
  await page.getByLabel(said.ownerName).fill('Ana Green')
  await page.getByLabel(said.email).fill('ana')
  await page.getByRole('checkbox').check()
  await hands.press(page.getByRole('button', { name: said.submit }))
  await page.getByText(said.errors['not_an_email'] ?? '').waitFor()
  await page.getByLabel(said.email).fill(OWNER)
  await hands.press(page.getByRole('button', { name: said.submit }))
  await title(page, said.sentTitle).waitFor()

  await go(await mailedPath(system, OWNER, 1))
  await title(page, said.confirmTitle(NAME)).waitFor()
  await hands.press(page.getByRole('button', { name: said.confirmButton }))
  await title(page, said.openTitle(NAME)).waitFor()
  expect((await waitForMail(system.url, OWNER, 2)).at(-1)?.subject).toContain(NAME)

  const studio = await visit(
    { ...ironPortal, host: 'green-door.localhost' },
    { size: 'phone', withJavaScript: false },
  )
  const { choose, time, details, booking, say } = words.en
  const main = studio.page.getByRole('main')
  expect(await studio.go('/')).toBe(200)
  await studio.hands.press(main.getByRole('link', { name: words.en.home.bookNow, exact: true }))
  await title(studio.page, choose.serviceTitle).waitFor()
  const service = kindsOfStudio.personal_training.services[0]?.name.en ?? ''
  const serviceLink = fillIn(say.bookService, { service })
  await studio.hands.press(main.getByRole('link', { name: serviceLink, exact: true }))
  const trainer = main.getByRole('link', { name: /^Ana Green/ })
  await title(studio.page, time.title).or(trainer).first().waitFor()
  if (await trainer.count()) await studio.hands.press(trainer)
  await title(studio.page, time.title).waitFor()
  const days = studio.page.getByRole('navigation', { name: time.days })
  await studio.hands.press(days.getByRole('link', { name: new RegExp(`: ${time.hasRoom}$`) }).last())
  await studio.hands.press(main.getByRole('region').getByRole('button').first())
  await title(studio.page, details.title).waitFor()
  await typeDetails(studio, { firstName: 'Elena', lastName: 'Dimova', email: 'elena@example.test' }, 'en')
  await studio.hands.press(submitOf(studio.page))
  await title(studio.page, booking.confirmedTitle).waitFor()

  const enter = (await page.getByRole('link', { name: said.enter }).getAttribute('href')) ?? ''
  const { headers } = await ask({ url: system.url, host: PLATFORM_HOST, path: enter })
  const { pathname, search } = new URL(headers['location'] ?? '')
  expect(await studio.go(pathname + search)).toBe(200)
  await studio.hands.press(main.locator('form').getByRole('button').first())
  await studio.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
})
