import type { Page } from 'playwright-core'
import { eq, inArray } from 'drizzle-orm'
import { expect } from 'vitest'
import { bookings, clientNotes, timeOff } from '../../db/tenant/schema/index.ts'
import { addDays, localDateAt, toInstant } from '../../tenants/availability/local-time.ts'
import { addClassNow } from '../support/add-class-now.ts'
import { test, type Visit } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { bookElsewhere, clockOf, listFreeTimes, lotusPortal, words } from '../support/demo-portals.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { title } from '../support/walk-portal.ts'

const { deskBookings, deskCalendar, roster } = words.en
const { clients, desk } = words.en.admin
const { tenantId, timeZone, trainer } = lotusPortal
const names = ['Ada Early', 'Bea Bright', 'Cleo Calm']
const note = 'Left knee: no deep lunges.'

/** As on a train: half a second until anything is heard, and 50 kB a second. */
async function slowDown(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 500,
    downloadThroughput: 50_000,
    uploadThroughput: 50_000,
  })
}

/** The same hands, and how often they press something. */
function countPresses({ hands, ...visit }: Visit) {
  const presses = { count: 0 }
  const press: typeof hands.press = async (target) => {
    presses.count += 1
    await hands.press(target)
  }
  return { ...visit, presses, hands: { ...hands, press } }
}

/** What the day has left behind. */
async function readDay({ openTenant }: TestSystem, { came, moved }: { came: string[]; moved: string }) {
  const { orm, read } = await openTenant(tenantId)
  const [people, [booking], notes, blocked] = await read([
    orm.select().from(bookings).where(inArray(bookings.id, came)),
    orm.select().from(bookings).where(eq(bookings.id, moved)),
    orm.select().from(clientNotes),
    orm.select().from(timeOff).where(eq(timeOff.reason, 'Lunch')),
  ])
  return {
    statuses: people.map(({ status }) => status),
    startsAt: booking?.startsAt ?? 0,
    notes: notes.map(({ text, clientId }) => [text, people.find((one) => one.clientId === clientId)?.id]),
    blocked: blocked.map(({ trainerId, startsAt, endsAt }) => ({ trainerId, startsAt, endsAt })),
  }
}

test('a trainer’s day on a phone with a slow network: three checked in, one moved, a note, lunch', async ({
  system,
  visit,
}) => {
  const { bookingIds } = await addClassNow(system, lotusPortal, { serviceId: 'svc_restorative', names })
  const [startsAt = 0] = await listFreeTimes({ url: system.url, portal: lotusPortal })
  const wish = { startsAt, trainerId: trainer.id, email: 'nikola@example.test' }
  const { id: moved } = await bookElsewhere(system.url, lotusPortal, wish)

  const opened = countPresses(
    await visit(lotusPortal, { size: 'phone', context: { reducedMotion: 'reduce' } }),
  )
  const { page, hands, go, presses } = opened
  await signInAt(opened, demoLogin(system, lotusPortal, 'trainer'), '/admin')
  await slowDown(page)
  page.context().setDefaultTimeout(40_000)
  presses.count = 0
  const main = page.getByRole('main')
  const bar = page.locator('.bar')

  await go('/admin')
  for (const name of names) {
    const row = main.getByRole('button', { name })
    await hands.press(row.filter({ hasText: roster.checkIn }))
    await row.filter({ hasText: roster.here }).waitFor()
  }

  await hands.press(main.getByRole('link', { name: /^Nikola Petrov/ }).first())
  await hands.press(main.getByRole('link', { name: deskBookings.one.move }))
  await title(page, deskBookings.move.title).waitFor()
  const other = main.locator('.time-link:not([aria-current])').first()
  const clock = await other.textContent()
  await hands.press(other)
  await hands.press(main.getByRole('button', { name: deskBookings.move.confirm }))
  await page.getByRole('status').getByText(desk.done.bookingMoved).waitFor()

  await hands.press(bar.getByRole('link', { name: desk.places.home }))
  await hands.press(
    main
      .getByRole('listitem')
      .filter({ hasText: names[1] ?? '' })
      .locator('summary'),
  )
  await hands.press(main.getByRole('link', { name: roster.note }).first())
  await title(page, names[1] ?? '').waitFor()
  await hands.write(main.getByLabel(clients.note), note)
  await hands.press(main.getByRole('button', { name: clients.addNote }))
  await main.locator('.note-text').getByText(note).waitFor()

  await hands.press(bar.getByRole('link', { name: desk.places.calendar }))
  await hands.press(main.getByRole('link', { name: deskCalendar.block }))
  const { blockPage } = deskCalendar
  await title(page, blockPage.title).waitFor()
  const on = addDays(localDateAt(timeZone, Date.now()), 1)
  await hands.write(main.getByLabel(blockPage.on, { exact: true }), on)
  await hands.write(main.getByLabel(blockPage.from), '12:00')
  await hands.write(main.getByLabel(blockPage.until), '12:45')
  await hands.write(main.getByLabel(blockPage.reason), 'Lunch')
  await hands.press(main.getByRole('button', { name: blockPage.button }))
  await main.getByText('Lunch').first().waitFor()

  const day = await readDay(system, { came: bookingIds, moved })
  expect(day).toEqual({
    statuses: ['checked_in', 'checked_in', 'checked_in'],
    startsAt: expect.any(Number),
    notes: [[note, bookingIds[1]]],
    blocked: [
      {
        trainerId: trainer.id,
        startsAt: toInstant(timeZone, { on, minuteOfDay: 12 * 60 }),
        endsAt: toInstant(timeZone, { on, minuteOfDay: 12 * 60 + 45 }),
      },
    ],
  })
  expect(day.startsAt).not.toBe(startsAt)
  expect(clockOf(lotusPortal, day.startsAt, timeZone)).toBe(clock?.replaceAll(/\s/g, ' '))
  // Three for the three, four to move one, four for the note, three for lunch.
  expect(presses.count).toBe(14)
})
