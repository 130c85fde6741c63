import { expect } from 'vitest'
import { hours, minutes } from '../../tenants/durations.ts'
import { formatStart } from '../../web/lib/start-parameter.ts'
import { test, type Visit, type VisitOptions } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { lotusPortal, nameIn, words } from '../support/demo-portals.ts'
import { findPageFaults } from '../support/find-page-faults.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { title } from '../support/walk-portal.ts'

const { admin, deskBookings: said } = words.en
const { done } = admin.desk
const calm = { reducedMotion: 'reduce' } as const
const list = '/admin/bookings'

const main = ({ page }: Visit) => page.getByRole('main')
const press = (visit: Visit, role: 'button' | 'link', name: string | RegExp) =>
  visit.hands.press(
    main(visit)
      .getByRole(role, { name, exact: typeof name === 'string' })
      .first(),
  )
const told = ({ page }: Visit, text: string) => page.getByRole('status').getByText(text).waitFor()

type Arrival = {
  system: TestSystem
  visit: (portal: typeof lotusPortal, options?: VisitOptions) => Promise<Visit>
}

async function arrive({ system, visit }: Arrival, next: string, options: VisitOptions = {}): Promise<Visit> {
  const desk = await visit(lotusPortal, { expected: [409, 422], context: calm, ...options })
  await signInAt(desk, demoLogin(system, lotusPortal, 'front_desk'), next)
  return desk
}

async function typeClient({ page, hands }: Visit, lastName: string): Promise<void> {
  await hands.write(page.locator('#firstName'), 'Ines')
  await hands.write(page.locator('#lastName'), lastName)
}

let asked = 0
/** The making of a booking at a time at which nothing is offered: an hour from now, some minutes past the grid. */
function oddTime(): string {
  asked += 1
  const soon = Math.floor((Date.now() + hours(1)) / minutes(15)) * minutes(15)
  const { service, trainer } = lotusPortal
  const start = formatStart(soon + minutes(1 + 2 * asked))
  return `${list}/new?client=new&service=${service.id}&trainer=${trainer.id}&start=${start}`
}

test.for([true, false])(
  'somebody new is booked in, found, moved and cancelled as their own doing (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const desk = await arrive({ system, visit }, `${list}/new`, { withJavaScript })
    const { page, hands } = desk
    const lastName = `Paz${withJavaScript ? 'on' : 'off'}`
    await press(desk, 'link', said.make.someoneNew)
    await main(desk).locator('.chosen').waitFor()
    await page.locator('#service').selectOption({ label: nameIn(lotusPortal.service.name, 'en') })
    if (!withJavaScript) await press(desk, 'button', said.make.showTimes)
    await hands.press(main(desk).locator('.time-link').last())
    await typeClient(desk, lastName)
    await press(desk, 'button', said.make.button)
    await told(desk, done.bookingMade)
    await title(page, `Ines ${lastName}`).waitFor()

    await press(desk, 'link', said.one.move)
    await hands.press(main(desk).locator('.time-link:not([aria-current])').first())
    await press(desk, 'button', said.move.confirm)
    await told(desk, done.bookingMoved)

    await desk.go(`${list}?q=${lastName}`)
    await press(desk, 'link', `Ines ${lastName}`)
    await press(desk, 'link', said.one.cancel)
    expect(await page.getByRole('radio', { name: new RegExp(`^${said.cancel.client}`) }).isChecked()).toBe(
      true,
    )
    await press(desk, 'button', said.cancel.button)
    await told(desk, done.bookingCancelled)
    await main(desk).getByText(said.statuses.cancelled, { exact: true }).waitFor()
    await main(desk).getByText(said.one.cancelled.free).first().waitFor()
  },
)

test.for([true, false])(
  'what is refused says why, is booked all the same with a reason, and checked in (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const desk = await arrive({ system, visit }, oddTime(), { withJavaScript })
    const { page, hands } = desk
    const lastName = `Odd${withJavaScript ? 'on' : 'off'}`
    await typeClient(desk, lastName)
    await press(desk, 'button', said.make.button)
    await page.getByRole('alert').getByText(said.refused.title).waitFor()
    await hands.press(page.getByText(said.refused.anyway, { exact: true }))
    await press(desk, 'button', said.refused.button)
    await page.getByText(said.make.errors.reason).waitFor()
    await hands.write(page.locator('#reason'), 'Came by')
    await press(desk, 'button', said.refused.button)
    await told(desk, done.bookingMade)
    await main(desk).getByText('Came by').waitFor()

    await press(desk, 'button', said.one.check_in)
    await told(desk, done.checkedIn)
    await hands.press(page.getByRole('button', { name: admin.desk.undo, exact: true }))
    await told(desk, done.checkInUndone)

    await desk.go(`${list}?q=${lastName}`)
    await page.getByRole('checkbox', { name: new RegExp(lastName) }).check()
    await press(desk, 'button', said.bulk.check_in)
    await page.getByText('1 booking changed.').waitFor()
    await main(desk).locator('.badge[data-status="checked_in"]').waitFor()
    await page.getByRole('checkbox', { name: new RegExp(lastName) }).check()
    await press(desk, 'button', said.bulk.cancel)
    await title(page, said.bulk.askCancel).waitFor()
    await page.getByRole('radio', { name: new RegExp(`^${said.cancel.studio}`) }).check()
    await press(desk, 'button', said.bulk.cancelButton)
    await page.getByText('1 booking changed.').waitFor()
  },
)

test('a list is walked by keys, searched while somebody types, and kept as a view', async ({
  system,
  visit,
}) => {
  const desk = await arrive({ system, visit }, list, { by: 'keyboard' })
  const { page } = desk
  const lines = main(desk).locator('[data-line]')
  await lines.first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  const ticked = main(desk).locator('[name="id"]:checked')
  expect(await ticked.count()).toBe(1)
  // Who has switched single keys off on this device ticks nothing by them.
  await page.evaluate(() => localStorage.setItem('single-keys', 'off'))
  await page.keyboard.press('x')
  expect(await ticked.count()).toBe(1)
  await page.evaluate(() => localStorage.removeItem('single-keys'))
  await page.keyboard.press('k')
  await page.keyboard.press('/')
  await page.keyboard.type('jnx')
  expect(await page.locator('#q').inputValue()).toBe('jnx')
  await main(desk).getByText(said.none).waitFor()
  await page.locator('#q').fill('')
  await lines.first().waitFor()

  await desk.go(`${list}?when=past&status=completed`)
  await main(desk).getByText(said.views.save).click()
  await page.locator('#view-name').fill('Done')
  await press(desk, 'button', said.views.saveButton)
  await told(desk, done.viewSaved)
  await desk.go(list)
  await press(desk, 'link', 'Done')
  await page.waitForURL(/when=past&status=completed/)
})

test('a client is found while their name is typed, and chosen by the arrows', async ({ system, visit }) => {
  const desk = await arrive({ system, visit }, `${list}/new`, { by: 'keyboard' })
  const { page } = desk
  await page.locator('#q').pressSequentially('nguy')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/client=cli_/)
  await main(desk)
    .locator('.chosen')
    .getByText(/Nguyen/)
    .first()
    .waitFor()
})

test('a client who is blocked is booked by who says that they know', async ({ system, visit }) => {
  const desk = await arrive({ system, visit }, '/admin/clients/new')
  const { page, hands } = desk
  const { page: labels, edit } = words.en.deskClients
  await hands.write(page.locator('#firstName'), 'Blocked')
  await press(desk, 'button', edit.make)
  await title(page, 'Blocked').waitFor()
  const client = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await press(desk, 'link', labels.block)
  await hands.write(page.locator('#reason'), 'Never comes')
  await press(desk, 'button', labels.blockButton)
  await told(desk, done.clientBlocked)

  const { service, trainer } = lotusPortal
  await desk.go(`${list}/new?client=${client}&service=${service.id}&trainer=${trainer.id}`)
  await hands.press(main(desk).locator('.time-link').last())
  await page.getByRole('alert').getByText('Never comes').waitFor()
  await press(desk, 'button', said.make.button)
  await page.getByText(said.make.despiteBlockFirst).waitFor()
  await page.locator('[name="despiteBlock"]').check()
  await press(desk, 'button', said.make.button)
  await told(desk, done.bookingMade)
})

test('axe finds nothing serious on the pages of bookings, and all of them fit', async ({ system, visit }) => {
  const desk = await arrive({ system, visit }, list)
  const { page, go } = desk
  const line = main(desk).locator('[data-line]').last()
  const one = (await line.getAttribute('href')) ?? ''
  const found: string[] = []
  for (const path of [list, `${list}?when=answer`, one, `${one}/cancel`, `${one}/move`, oddTime()]) {
    await go(path)
    found.push(...(await findPageFaults(page, path)))
  }
  expect(found).toEqual([])
})
