import { expect } from 'vitest'
import { addDays, toInstant, toLocalTime } from '../../tenants/availability/local-time.ts'
import { sessionPath, startPath } from '../../web/lib/portal-paths.ts'
import { test, type VisitOptions } from '../support/browser-test.ts'
import { changeService, listClassSessions } from '../support/demo-classes.ts'
import { bookElsewhere, ironPortal, listFreeTimes, words } from '../support/demo-portals.ts'
import { readBookings } from '../support/read-bookings.ts'
import { waitForMail } from '../support/wait-for-mail.ts'
import { fillIn, spoken, submitOf, title, typeDetails } from '../support/walk-portal.ts'

const said = words.en
const TUESDAY = 2
const { trainer, service, timeZone } = ironPortal

const ways: [string, VisitOptions][] = [
  ['with JavaScript', { size: 'phone' }],
  ['without JavaScript', { withJavaScript: false }],
  ['by keyboard', { by: 'keyboard' }],
]

test.for(ways)('ten Tuesdays, two of them taken, %s', async ([way, options], { system, visit }) => {
  // The demo opens no more than sixty days.
  await changeService(system, ironPortal, { id: service.id, windowDays: 120 })
  const opened = await visit(ironPortal, options)
  const { page, hands, go } = opened
  const index = ways.findIndex(([name]) => name === way)
  const email = `series-${index}@example.test`
  const free = await listFreeTimes({ url: system.url, portal: ironPortal })
  const tuesdays = free.filter((at) => toLocalTime(timeZone, at).weekday === TUESDAY)
  // Two hours apart, so that the three ways do not meet.
  const startsAt = tuesdays[index * 4] ?? 0
  const dates = Array.from({ length: 10 }, (_, week) => inWeeks(startsAt, week))
  const [, , third = 0, , , , seventh = 0] = dates
  for (const at of [third, seventh])
    await bookElsewhere(system.url, ironPortal, {
      startsAt: at,
      trainerId: trainer.id,
      email: `in-the-way-${index}-${at}@example.test`,
    })

  expect(await go(`/en${startPath(service.slug, trainer.slug, startsAt)}`)).toBe(200)
  await hands.press(page.getByRole('button', { name: said.repeat.link }))
  await title(page, said.repeat.title).waitFor()
  await page.getByLabel(said.repeat.count).selectOption('10')
  await hands.press(page.getByRole('button', { name: said.repeat.preview }))
  await page.getByText(fillIn(said.say.previewSummary, { free: '8', count: '10' })).waitFor()
  const conflicts = page.getByRole('group').filter({ hasText: said.repeat.conflict })
  expect(await conflicts.count()).toBe(2)
  // The first goes to the time that is offered, the second is left out.
  expect(await conflicts.first().getByRole('radio').count()).toBeGreaterThan(1)
  const skip = conflicts.last().getByRole('radio', { name: said.repeat.skip })
  await (options.by === 'keyboard' ? skip.press('Space') : skip.check())

  await typeDetails(opened, { firstName: 'Elena', lastName: 'Dimova', email }, 'en')
  await hands.press(submitOf(page))
  await title(page, said.booking.confirmedTitle).waitFor()
  const made = (await readBookings(system, ironPortal.tenantId))
    .filter((row) => row.contactEmail === email)
    .map((row) => row.startsAt)
    .toSorted((a, b) => a - b)
  expect(made).toHaveLength(9)
  expect(made.filter((at) => dates.includes(at))).toHaveLength(8)
  expect(made).not.toContain(third)
  expect(made).not.toContain(seventh)
  // One confirmation for all of them.
  await waitForMail(system.url, email, 1)

  const list = page.getByRole('region', { name: said.booking.series })
  expect(await list.getByRole('listitem').count()).toBe(10)
  await hands.press(list.getByRole('link', { name: said.booking.cancelRest }))
  await title(page, said.cancel.restTitle).waitFor()
  expect(await spoken(page.getByRole('main'))).toContain(fillIn(said.say.restCount_other, { count: '9' }))
  await hands.press(page.getByRole('button', { name: said.cancel.restConfirm }))
  await title(page, said.booking.cancelledTitle).waitFor()
  const left = (await readBookings(system, ironPortal.tenantId)).filter(
    (row) => row.contactEmail === email && row.status !== 'cancelled',
  )
  expect(left).toEqual([])
})

test.for([true, false])(
  'a date taken while the form is open is asked about, and nothing is booked (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    await changeService(system, ironPortal, { id: service.id, windowDays: 120 })
    const opened = await visit(ironPortal, { withJavaScript, expected: [409] })
    const { page, hands, go } = opened
    const free = await listFreeTimes({ url: system.url, portal: ironPortal })
    const startsAt = free.filter((at) => toLocalTime(timeZone, at).weekday === 1)[withJavaScript ? 0 : 4] ?? 0
    const email = `meanwhile-${withJavaScript}@example.test`
    await go(`/en${startPath(service.slug, trainer.slug, startsAt)}/repeat?count=4`)
    await typeDetails(opened, { firstName: 'Elena', lastName: 'Dimova', email }, 'en')
    const wish = { startsAt: inWeeks(startsAt, 2), trainerId: trainer.id, email: `quick-${email}` }
    await bookElsewhere(system.url, ironPortal, wish)
    await hands.press(submitOf(page))
    await page.getByRole('alert').getByRole('heading', { name: said.repeat.changedTitle }).waitFor()
    const mine = async () =>
      (await readBookings(system, ironPortal.tenantId)).filter((row) => row.contactEmail === email)
    expect(await mine()).toEqual([])
    expect(await page.getByRole('textbox', { name: said.details.email }).inputValue()).toBe(email)
    await hands.press(submitOf(page))
    await title(page, said.booking.confirmedTitle).waitFor()
    expect(await mine()).toHaveLength(4)
  },
)

test('a class can be booked every week for two, and a date that was left out be added back', async ({
  system,
  visit,
}) => {
  const opened = await visit(ironPortal)
  const { page, hands, go } = opened
  const [session] = await listClassSessions(system, ironPortal, { serviceId: 'svc_kettlebell', inDays: 12 })
  await go(`/en${sessionPath(session?.id ?? '')}`)
  await page.getByLabel(said.session.party).selectOption('2')
  await hands.press(page.getByRole('button', { name: said.repeat.link }))
  await title(page, said.repeat.title).waitFor()
  expect(await page.getByLabel(said.session.party).inputValue()).toBe('2')
  await page.getByLabel(said.repeat.count).selectOption('3')
  await hands.press(page.getByRole('button', { name: said.repeat.preview }))
  const skip = page.getByRole('checkbox', { name: said.repeat.skip })
  await skip.last().check()
  await typeDetails(opened, { firstName: 'Elena', lastName: 'Dimova', email: 'weekly@example.test' }, 'en')
  await hands.write(page.getByRole('textbox', { name: said.session.guestNames }), 'Nina Popova')
  await hands.press(submitOf(page))
  await title(page, said.booking.confirmedTitle).waitFor()
  const mine = async () =>
    (await readBookings(system, ironPortal.tenantId)).filter(
      ({ contactEmail }) => contactEmail === 'weekly@example.test',
    )
  expect(await mine()).toHaveLength(4)
  expect(await spoken(page.getByRole('region', { name: 'Kettlebell class' }))).toContain('for 2')
  await page.getByRole('link', { name: said.booking.addAllToCalendar }).waitFor()
  await hands.press(page.getByRole('button', { name: said.booking.addBack }))
  await title(page, said.booking.manageTitle).waitFor()
  expect(await mine()).toHaveLength(6)
})

/** The same local time, some weeks later. */
function inWeeks(at: number, weeks: number): number {
  const { on, minuteOfDay } = toLocalTime(timeZone, at)
  return toInstant(timeZone, { on: addDays(on, 7 * weeks), minuteOfDay })
}
