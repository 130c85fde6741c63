import type { Locator, WebSocketRoute } from 'playwright-core'
import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { sessions, timeOff } from '../../db/tenant/schema/index.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { toLocalTime } from '../../tenants/availability/local-time.ts'
import { ironWorks } from '../../scripts/seed/iron-works.ts'
import { test, type Visit } from '../support/browser-test.ts'
import { listClassSessions } from '../support/demo-classes.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { bookElsewhere, ironPortal, listFreeTimes, words } from '../support/demo-portals.ts'
import { inEveryLight } from '../support/find-axe-faults.ts'
import { knockLive } from '../support/knock-live.ts'
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

/** `meanwhile` happens while it is held. */
async function drag(
  { page }: Visit,
  block: Locator,
  { by, meanwhile }: { by: number; meanwhile?: () => Promise<unknown> },
): Promise<void> {
  // What a browser says of its zone has the page asked for once more.
  await page.waitForLoadState('networkidle')
  // Unlike scrolling to it, this bears that it is drawn anew meanwhile.
  await block.hover()
  const box = await block.boundingBox()
  if (!box) throw new Error('nothing to drag')
  const [x, y] = [box.x + box.width / 2, box.y + 10]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x, y + 8, { steps: 3 })
  await meanwhile?.()
  await page.mouse.move(x, y + pixels(by), { steps: 8 })
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

  await drag(owner, blockAt(owner, startsAt), { by: 30 })
  await owner.page.getByRole('status').getByText(clock(later)).waitFor()
  expect(await startOf(system, id)).toBe(later)
  await blockAt(colleague, later).waitFor()

  await owner.page.locator('.calendar .toast button').first().click()
  await blockAt(owner, startsAt).waitFor()
  expect(await startOf(system, id)).toBe(startsAt)
})

/** The other times in the panel that says why something stays where it was. */
const othersIn = ({ page }: Visit) =>
  page
    .getByRole('dialog')
    .getByRole('button')
    .filter({ hasText: /\d:\d\d/ })

test('what is dragged onto a time that was just taken goes back, says why, and goes to another that is offered', async ({
  system,
  visit,
}) => {
  const owner = await visit(ironPortal, { context: calm, expected: [409, 422] })
  const { id, startsAt, path } = await bookWithRoom(system, { email: 'first@example.test', shift: 90 })
  await signInAt(owner, demoLogin(system, ironPortal, 'owner'), path)
  const taken = startsAt + minutes(90)

  await drag(owner, blockAt(owner, startsAt), {
    by: 60,
    meanwhile: async () => {
      const wish = { startsAt: taken, trainerId: trainer.id, email: 'second@example.test' }
      await bookElsewhere(system.url, ironPortal, wish)
      await blockAt(owner, taken).waitFor()
    },
  })
  const panel = owner.page.getByRole('dialog')
  await panel.getByRole('alert').getByText(words.bg.reasons.busy).waitFor()
  expect(await startOf(system, id)).toBe(startsAt)
  await blockAt(owner, startsAt).waitFor()

  await othersIn(owner).first().click()
  await owner.page
    .getByRole('status')
    .getByText(/\d:\d\d/)
    .waitFor()
  expect(await startOf(system, id)).not.toBe(startsAt)
})

test('a class that cannot go where it was dragged goes back, and to another time that is offered', async ({
  system,
  visit,
}) => {
  const owner = await visit(ironPortal, { context: calm, expected: [409] })
  // Later than anything that is booked in the demo.
  const [session] = await listClassSessions(system, ironPortal, { serviceId: 'svc_kettlebell', inDays: 11 })
  if (!session) throw new Error('no class')
  const { id, startsAt, trainerId } = session
  const { orm, read, write } = await system.openTenant(ironPortal.tenantId)
  const away = { startsAt: startsAt - hours(2), endsAt: startsAt - hours(1) }
  await write([orm.insert(timeOff).values({ id: 'off_dentist', trainerId, ...away })])
  const readStart = async () => {
    const [[found]] = await read([orm.select().from(sessions).where(eq(sessions.id, id))])
    return found?.startsAt
  }
  const { on } = toLocalTime(timeZone, startsAt)
  const path = `/admin/calendar?on=${on}&trainer=${trainerId}`
  await signInAt(owner, demoLogin(system, ironPortal, 'owner'), path)

  await drag(owner, blockAt(owner, startsAt), { by: -120 })
  const panel = owner.page.getByRole('dialog')
  await panel.getByRole('alert').waitFor()
  await blockAt(owner, startsAt).waitFor()
  expect(await readStart()).toBe(startsAt)

  await othersIn(owner)
    .filter({ hasText: clock(startsAt - hours(3)) })
    .click()
  await blockAt(owner, startsAt - hours(3)).waitFor()
  expect(await readStart()).toBe(startsAt - hours(3))
})

test('changes of one’s own calendar are told to whoever is signed in, on the studio’s own pages, and no others', async ({
  system,
  visit,
}) => {
  const { page, origin, ...opened } = await visit(ironPortal, { context: calm })
  await signInAt({ page, origin, ...opened }, demoLogin(system, ironPortal, 'trainer'), '/admin')
  const cookies = await page.context().cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const own = { url: system.url, host: new URL(origin).host, path: '/admin/live', origin, cookie }
  const [, colleague] = ironWorks.trainers
  expect([
    await knockLive(own),
    await knockLive({ ...own, path: `/admin/live?trainer=${colleague?.slug}` }),
    await knockLive({ ...own, cookie: '' }),
    await knockLive({ ...own, origin: 'https://elsewhere.test' }),
  ]).toEqual([101, 404, 401, 403])
})

test('a socket that breaks is opened anew, what was missed is asked for, and any clock can be read', async ({
  system,
  visit,
}) => {
  const owner = await visit(ironPortal, { context: calm, timeZone: 'America/New_York' })
  const { page } = owner
  const sockets: WebSocketRoute[] = []
  await page.routeWebSocket(/\/admin\/live/, (socket) => {
    const server = socket.connectToServer()
    // What is said over the first is lost.
    if (sockets.length === 0) server.onMessage(() => {})
    sockets.push(socket)
  })
  const { startsAt, path } = await bookWithRoom(system, { email: 'before@example.test', shift: 90 })
  await signInAt(owner, demoLogin(system, ironPortal, 'trainer'), path)
  await blockAt(owner, startsAt).waitFor()
  await expect.poll(() => sockets.length).toBe(1)

  const missed = { startsAt: startsAt + minutes(90), trainerId: trainer.id, email: 'missed@example.test' }
  await bookElsewhere(system.url, ironPortal, missed)
  await sockets[0]?.close()
  await blockAt(owner, missed.startsAt).waitFor()

  // The studio's clock, until somebody would rather have their own.
  await page.getByText(words.bg.deskCalendar.mine).click()
  await page.getByText(words.bg.deskCalendar.studios).waitFor()
  const there = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', timeStyle: 'short' })
  await page
    .locator('.calendar-grid .item')
    .filter({ hasText: there.format(startsAt) })
    .first()
    .waitFor()
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
  const { id, startsAt, path } = await bookWithRoom(system, { email: 'listed@example.test', shift: 30 })
  await signInAt(owner, demoLogin(system, ironPortal, 'owner'), path)
  const { page, hands } = owner
  const link = page.locator(`[href="/admin/bookings/${id}"]`)
  expect(await page.locator('.agenda-line').filter({ has: link }).textContent()).toContain(clock(startsAt))

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
