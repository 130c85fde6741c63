import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { startPath } from '../../web/lib/portal-paths.ts'
import { test, type Visit, type VisitOptions } from '../support/browser-test.ts'
import { demoLogin, mailedPath, signInAt } from '../support/demo-logins.ts'
import {
  bookElsewhere,
  ironPortal,
  listFreeTimes,
  lotusPortal,
  portals,
  words,
  type DemoPortal,
} from '../support/demo-portals.ts'
import { inEveryLight } from '../support/find-axe-faults.ts'
import { readBookings } from '../support/read-bookings.ts'
import { waitForMail } from '../support/wait-for-mail.ts'
import { fieldOf, fillIn, spoken, submitOf, title } from '../support/walk-portal.ts'

type Locale = 'bg' | 'en'

const cases: [string, DemoPortal, Locale, VisitOptions][] = [
  ['at Iron Works, at a desk', ironPortal, 'bg', {}],
  [
    'at Lotus Yoga, on a phone without JavaScript',
    lotusPortal,
    'en',
    { size: 'phone', withJavaScript: false },
  ],
]

test.for(cases)(
  'a guest makes an account of a booking, keeps it, and is forgotten in the end: %s',
  async ([, portal, locale, options], { system, visit }) => {
    const opened = await visit(portal, { ...options, language: locale, expected: [422] })
    const { page, hands, go } = opened
    const said = words[locale]
    const email = `keeps-${locale}@example.test`
    const [startsAt = 0] = await listFreeTimes({ url: system.url, portal })
    const made = await bookElsewhere(system.url, portal, { startsAt, trainerId: portal.trainer.id, email })
    await waitForMail(system.url, email, 1)

    await go(`${made.managePath}&new=1`)
    await hands.press(page.getByRole('button', { name: said.account.keepSubmit }))
    await title(page, said.mailSent.title).waitFor()
    await go(await mailedPath(system, email, 2))
    await hands.press(page.getByRole('button', { name: said.register.skip }))
    await title(page, fillIn(said.say.hello, { name: 'Nikola' })).waitFor()

    await moveNext(opened, locale)
    const own = async () =>
      (await readBookings(system, portal.tenantId)).find(({ id }) => id === made.id) ?? null
    expect(await own()).toMatchObject({ status: 'confirmed', rescheduleCount: 1 })
    expect(page.url()).not.toContain('token')

    await addFamily(opened, locale)
    await tell(opened, locale)

    await toPart(opened, said.account.data)
    for (const [name, part] of [
      [said.accountData.exportJson, '"email": "'],
      [said.accountData.exportCsv, 'record,id,field,value'],
    ] as const) {
      const download = page.waitForEvent('download')
      await hands.press(page.getByRole('link', { name }))
      const file = await readFile(await (await download).path(), 'utf8')
      expect(file).toContain(part)
      expect(file).toContain(email)
      expect(file).toContain('Mila')
    }

    const erase = page.getByRole('button', { name: said.accountData.erase })
    const typed = page.getByRole('textbox', { name: said.accountData.typeEmail })
    await hands.write(typed, 'somebody@example.test')
    await hands.press(erase)
    await page.getByText(said.accountData.typeWrong).waitFor()
    await hands.write(typed, email)
    await hands.press(erase)
    await page.getByText(said.accountData.upcomingMissing).waitFor()
    await hands.write(typed, email)
    await hands.press(page.getByRole('checkbox'))
    await hands.press(erase)
    await title(page, said.accountData.erasedTitle).waitFor()

    expect(await own()).toMatchObject({ status: 'cancelled', contactFirstName: '' })
    expect(JSON.stringify(await readBookings(system, portal.tenantId))).not.toContain(email)
    await go('/account')
    await title(page, said.signIn.title).waitFor()
  },
)

test('somebody who has signed in types nothing twice, cancels, and finds it among the past', async ({
  system,
  visit,
}) => {
  const opened = await visit(lotusPortal, { by: 'keyboard' })
  const { page, hands, go } = opened
  const said = words.en
  const { email, password } = demoLogin(system, lotusPortal)
  await signInAt(opened, { email, password }, '/account/family')
  await addFamily(opened, 'en')
  const free = await listFreeTimes({ url: system.url, portal: lotusPortal, inDays: 20 })
  const { service, trainer } = lotusPortal
  expect(await go(startPath(service.slug, trainer.slug, free.at(-1) ?? 0))).toBe(200)
  expect(await fieldOf(page, 'email').inputValue()).toBe(email)
  await page.getByRole('combobox', { name: said.accountFamily.whoComes }).selectOption('Mila Ivanova')
  await hands.press(submitOf(page))
  await title(page, said.booking.confirmedTitle).waitFor()
  expect(await page.getByRole('button', { name: said.account.keepSubmit }).count()).toBe(0)
  expect(await spoken(page.getByRole('main'))).toContain('Mila Ivanova')

  await go('/account')
  const list = page.getByRole('region', { name: said.account.upcoming })
  await hands.press(list.getByRole('listitem').filter({ hasText: 'for Mila' }).getByRole('link').last())
  await hands.press(page.getByRole('button', { name: said.cancel.confirm }))
  await title(page, said.booking.cancelledTitle).waitFor()
  await go('/account')
  await hands.press(page.getByRole('link', { name: said.account.pastLink }))
  const past = page.getByRole('listitem').filter({ hasText: 'for Mila' })
  expect(await spoken(past)).toContain(said.account.cancelled)

  await go('/account/family')
  await hands.press(page.getByRole('button', { name: fillIn(said.say.removeOf, { name: 'Mila Ivanova' }) }))
  await page.getByText(said.accountFamily.none).waitFor()
})

test.for(portals)('axe finds nothing serious in the account at $name', async (portal, { system, visit }) => {
  const opened = await visit(portal, { context: { reducedMotion: 'reduce' } })
  await signInAt(opened, demoLogin(system, portal), '/account')
  const found: string[] = []
  for (const part of ['', '/past', '/profile', '/family', '/notifications', '/data']) {
    expect(await opened.go(`/account${part}`)).toBe(200)
    found.push(...(await inEveryLight(opened.page)).map((fault) => `${part}: ${fault}`))
  }
  expect(found).toEqual([])
})

/** From the first page of the account: moves the next booking to the last free time of its day, and goes back. */
async function moveNext({ page, hands }: Visit, locale: Locale): Promise<void> {
  const said = words[locale]
  const next = page.getByRole('region', { name: said.account.next })
  await hands.press(next.getByRole('link', { name: said.account.move }))
  await title(page, said.move.title).waitFor()
  await hands.press(page.locator('.times a').last())
  await title(page, said.move.confirmTitle).waitFor()
  await hands.press(page.getByRole('button', { name: said.move.confirm }))
  await title(page, said.booking.movedTitle).waitFor()
  await hands.press(page.getByRole('banner').getByRole('link', { name: said.signIn.account }))
  await next.waitFor()
}

/** Writes down Mila, after a try without a name. */
async function addFamily(opened: Visit, locale: Locale): Promise<void> {
  const { page, hands } = opened
  const said = words[locale]
  await toPart(opened, said.account.family)
  const add = page.getByRole('button', { name: said.accountFamily.add })
  await page.locator('#new-firstName').fill('Mila')
  if (locale === 'bg') {
    await hands.press(add)
    await page.getByText(said.accountFamily.nameMissing).waitFor()
  }
  await page.locator('#new-lastName').fill('Ivanova')
  await hands.press(add)
  await page.locator('.family-name', { hasText: 'Mila Ivanova' }).waitFor()
}

/** Asks for news. */
async function tell(opened: Visit, locale: Locale): Promise<void> {
  const { page, hands } = opened
  const said = words[locale]
  await toPart(opened, said.account.notifications)
  const news = page.getByRole('checkbox').last()
  await hands.press(news)
  await hands.press(page.getByRole('button', { name: said.account.save }))
  await page.getByText(said.account.saved).waitFor()
  expect(await news.isChecked()).toBe(true)
}

async function toPart({ page, hands }: Visit, name: string): Promise<void> {
  await hands.press(page.getByRole('navigation').getByRole('link', { name, exact: true }))
  await page.locator('.account-tab[aria-current]', { hasText: name }).waitFor()
}
