import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { minutes } from '../../tenants/durations.ts'
import { toLocalTime } from '../../tenants/availability/local-time.ts'
import { test, type Visit } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { bookElsewhere, ironPortal, listFreeTimes, words } from '../support/demo-portals.ts'
import { inEveryLight } from '../support/find-axe-faults.ts'
import { readBookings } from '../support/read-bookings.ts'
import type { TestSystem } from '../support/start-test-system.ts'

const { en } = words
const said = en.deskCalendar
const calm = { reducedMotion: 'reduce' } as const
const { trainer, timeZone } = ironPortal

/** The pixels that so many minutes take in the grid: a slot of half an hour has 28. */
const pixels = (count: number) => (count / 30) * 28

/** Books somebody with the trainer, where another time so many minutes later is free too; and says where to look for it. */
async function bookWithRoom({ url }: TestSystem, { email, shift }: { email: string; shift: number }) {
  const free = await listFreeTimes({ url, portal: ironPortal })
  const startsAt = free.find((at) => free.includes(at + minutes(shift)))
  if (startsAt === undefined) throw new Error('no room')
  const { id } = await bookElsewhere(url, ironPortal, { startsAt, trainerId: trainer.id, email })
  const { on } = toLocalTime(timeZone, startsAt)
  return { id, startsAt, path: `/admin/calendar?on=${on}&trainer=${trainer.id}` }
}

async function startOf(system: TestSystem, id: string): Promise<number | undefined> {
  return (await readBookings(system, ironPortal.tenantId)).find((row) => row.id === id)?.startsAt
}

const clock = (at: number) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at)

/** The booking in the grid, by the time at which it begins. */
const blockAt = ({ page }: Visit, at: number): Locator =>
  page.locator('.calendar-grid .item').filter({ hasText: new RegExp(`^\\s*${clock(at)}`) })

async function drag({ page }: Visit, block: Locator, byMinutes: number): Promise<void> {
  // What a browser says of its zone has the page asked for once more.
  await page.waitForLoadState('networkidle')
  await block.scrollIntoViewIfNeeded()
  const box = await block.boundingBox()
  if (!box) throw new Error('nothing to drag')
  const [x, y] = [box.x + box.width / 2, box.y + 10]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x, y + 8, { steps: 3 })
  await page.mouse.move(x, y + pixels(byMinutes), { steps: 8 })
  await page.mouse.up()
}

test('what is dragged moves through the line, can be taken back, and others see it at once', async ({
  system,
  visit,
}) => {
  const options = { context: calm, language: 'en' }
  const [owner, colleague] = [await visit(ironPortal, options), await visit(ironPortal, options)]
  const { id, startsAt, path } = await bookWithRoom(system, { email: 'dragged@example.test', shift: 30 })
  await signInAt(owner, demoLogin(system, ironPortal, 'owner'), path)
  await signInAt(colleague, demoLogin(system, ironPortal, 'front_desk'), path)
  const later = startsAt + minutes(30)
  await blockAt(colleague, startsAt).waitFor()

  await drag(owner, blockAt(owner, startsAt), 30)
  await owner.page.getByRole('status').getByText(clock(later)).waitFor()
  expect(await startOf(system, id)).toBe(later)
  await blockAt(colleague, later).waitFor()

  await owner.page.locator('.calendar .toast button').first().click()
  await blockAt(owner, startsAt).waitFor()
  expect(await startOf(system, id)).toBe(startsAt)
})

test('what is dragged onto a taken time goes back, says why, and goes to another that is offered', async ({
  system,
  visit,
}) => {
  const owner = await visit(ironPortal, { context: calm, expected: [409, 422] })
  const { id, startsAt, path } = await bookWithRoom(system, { email: 'first@example.test', shift: 90 })
  const taken = startsAt + minutes(90)
  await bookElsewhere(system.url, ironPortal, {
    startsAt: taken,
    trainerId: trainer.id,
    email: 'second@example.test',
  })
  await signInAt(owner, demoLogin(system, ironPortal, 'owner'), path)

  await drag(owner, blockAt(owner, startsAt), 60)
  const panel = owner.page.getByRole('dialog')
  await panel.getByRole('alert').waitFor()
  expect(await startOf(system, id)).toBe(startsAt)
  await blockAt(owner, startsAt).waitFor()
  const others = panel.getByRole('button').filter({ hasText: /\d:\d\d/ })
  expect(await others.count()).toBeGreaterThan(0)

  await others.first().click()
  await owner.page
    .getByRole('status')
    .getByText(/\d:\d\d/)
    .waitFor()
  expect(await startOf(system, id)).not.toBe(startsAt)
})

test('by keyboard something is opened, and moved to a time that is typed', async ({ system, visit }) => {
  const owner = await visit(ironPortal, { context: calm })
  const { id, startsAt, path } = await bookWithRoom(system, { email: 'typed@example.test', shift: 30 })
  await signInAt(owner, demoLogin(system, ironPortal, 'owner'), path)
  const later = startsAt + minutes(30)

  await blockAt(owner, startsAt).focus()
  await owner.page.keyboard.press('Enter')
  const panel = owner.page.getByRole('dialog')
  await panel.locator('[name=time]').fill(clock(later))
  await owner.page.keyboard.press('Enter')

  await blockAt(owner, later).waitFor()
  expect(await startOf(system, id)).toBe(later)
})

test('without scripts it is a list with ways to other days, and time is blocked by a form', async ({
  system,
  visit,
}) => {
  const owner = await visit(ironPortal, { withJavaScript: false, context: calm })
  const { startsAt, path } = await bookWithRoom(system, { email: 'listed@example.test', shift: 30 })
  await signInAt(owner, demoLogin(system, ironPortal, 'owner'), path)
  const { page, hands } = owner
  const line = page.locator('.agenda-line').filter({ hasText: clock(startsAt) })
  expect(await line.getByRole('link').getAttribute('href')).toMatch(/^\/admin\/bookings\/bkg_/)

  const head = page.getByRole('navigation', { name: new RegExp(`${said.go}|${words.bg.deskCalendar.go}`) })
  await hands.press(head.getByRole('link').last())
  await page.waitForURL((url) => url.search !== new URL(path, url).search)

  const { on } = toLocalTime(timeZone, startsAt)
  await owner.go(`/admin/calendar/block?trainer=${trainer.id}&on=${on}`)
  await page.locator('#startsAt').fill('06:00')
  await page.locator('#endsAt').fill('06:30')
  await page.locator('#reason').fill('Dentist')
  await page.getByRole('main').locator('button[type=submit]').click()
  await page.waitForURL(/done=blocked/)
  await page.locator('.agenda-line').filter({ hasText: 'Dentist' }).waitFor()
})

test('it is free of faults for whoever hears it, or sees little', async ({ system, visit }) => {
  const owner = await visit(ironPortal, { context: calm })
  const { startsAt, path } = await bookWithRoom(system, { email: 'heard@example.test', shift: 30 })
  await signInAt(owner, demoLogin(system, ironPortal, 'owner'), path)
  await blockAt(owner, startsAt).waitFor()
  expect(await inEveryLight(owner.page)).toEqual([])
  await owner.go(`${path}&view=month`)
  await owner.page.locator('.calendar-grid .item').first().waitFor()
  expect(await inEveryLight(owner.page)).toEqual([])
  await blockAt(owner, startsAt).first().click()
  await owner.page.getByRole('dialog').waitFor()
  expect(await inEveryLight(owner.page)).toEqual([])
})
