import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { test, type Size, type Visit } from '../support/browser-test.ts'
import {
  clockOf,
  endOf,
  ironPortal,
  listFreeTimes,
  lotusPortal,
  nameIn,
  weekdayOf,
  words,
} from '../support/demo-portals.ts'
import { readBookings } from '../support/read-bookings.ts'
import { readCalendarFile, readCalendarInstant } from '../support/read-calendar-file.ts'
import { waitForMail } from '../support/wait-for-mail.ts'
import {
  fillIn,
  spoken,
  submitOf,
  title,
  typeDetails,
  walkToDetails,
  type Wish,
} from '../support/walk-portal.ts'

type Journey = Wish & { size: Size; withJavaScript: boolean; by?: 'keyboard' }

const onIron = { portal: ironPortal, locale: 'bg' } as const
const onLotus = { portal: lotusPortal, locale: 'en' } as const

const journeys: [string, Journey][] = [
  ['Iron Works on a phone', { ...onIron, size: 'phone', withJavaScript: true }],
  ['Iron Works on a phone without JavaScript', { ...onIron, size: 'phone', withJavaScript: false }],
  ['Iron Works at a desk in English', { ...onIron, locale: 'en', size: 'desktop', withJavaScript: true }],
  ['Iron Works at a desk without JavaScript', { ...onIron, size: 'desktop', withJavaScript: false }],
  ['Iron Works by keyboard', { ...onIron, size: 'desktop', withJavaScript: true, by: 'keyboard' }],
  ['Lotus Yoga on a phone', { ...onLotus, size: 'phone', withJavaScript: true, isAnyTrainer: true }],
  ['Lotus Yoga on a phone without JavaScript', { ...onLotus, size: 'phone', withJavaScript: false }],
  ['Lotus Yoga at a desk', { ...onLotus, size: 'desktop', withJavaScript: true, isAnyTrainer: true }],
  ['Lotus Yoga at a desk without JavaScript', { ...onLotus, size: 'desktop', withJavaScript: false }],
  ['Lotus Yoga by keyboard', { ...onLotus, size: 'desktop', withJavaScript: true, by: 'keyboard' }],
  [
    'Lotus Yoga by keyboard without JavaScript',
    { ...onLotus, size: 'desktop', withJavaScript: false, by: 'keyboard' },
  ],
]

test.for(journeys)('a client books and cancels at %s', async ([, journey], { system, visit }) => {
  const { portal, locale, size, withJavaScript, by } = journey
  const opened = await visit(portal, { size, withJavaScript, language: locale, ...(by ? { by } : {}) })
  const { page, hands, go, origin } = opened
  const said = words[locale]
  const email = `journey-${journeys.findIndex(([, one]) => one === journey)}@example.test`

  const startsAt = await walkToDetails(opened, journey)
  const shown = spokenFacts(journey, startsAt)
  const summary = await spoken(page.getByRole('complementary', { name: said.details.summary }))
  for (const fact of [...shown.facts, ...shown.trainer]) expect(summary).toContain(fact)
  await page
    .getByRole('button', { name: fillIn(said.say.bookTime, { day: shown.weekday, time: shown.start }) })
    .waitFor()

  await typeDetails(opened, { firstName: 'Elena', lastName: 'Dimova', email }, locale)
  await hands.press(submitOf(page))
  await title(page, said.booking.confirmedTitle).waitFor()
  expect(await spoken(page.getByRole('main'))).toContain(fillIn(said.say.confirmationSent, { email }))
  await expectTicket(opened, journey, startsAt)
  const booking = (await readBookings(system, portal.tenantId)).find((row) => row.contactEmail === email)
  expect(booking).toMatchObject({ status: 'confirmed', startsAt, endsAt: endOf(portal, startsAt) })
  const freeTimes = () =>
    listFreeTimes({ url: system.url, portal, trainer: booking?.trainerId ?? '', inDays: 0 })
  expect(await freeTimes()).not.toContain(startsAt)
  expect(await downloadCalendar(opened, said.booking.addToCalendar)).toBe(startsAt)

  const [confirmation] = await waitForMail(system.url, email, 1)
  expect(confirmation?.subject).toContain(nameIn(portal.service.name, locale))
  expect(confirmation?.attachments).toMatchObject([{ filename: expect.stringMatching(/\.ics$/) }])
  expect(startIn(confirmation?.attachments[0]?.content)).toBe(startsAt)
  const manageUrl = new RegExp(`${origin}/bookings/\\S+`).exec(confirmation?.text ?? '')?.[0] ?? ''
  expect(await go(manageUrl.slice(origin.length))).toBe(200)
  await title(page, said.booking.manageTitle).waitFor()
  await expectTicket(opened, journey, startsAt)

  await hands.press(page.getByRole('link', { name: said.booking.cancel }))
  await title(page, said.cancel.title).waitFor()
  await hands.press(page.getByRole('button', { name: said.cancel.confirm }))
  await title(page, said.booking.cancelledTitle).waitFor()
  const [, cancellation] = await waitForMail(system.url, email, 2)
  expect(cancellation?.subject).not.toBe(confirmation?.subject)
  expect(await freeTimes()).toContain(startsAt)
})

/** What pages have to say of a booking, worked out apart from them. */
function spokenFacts({ portal, locale, isAnyTrainer = false }: Journey, startsAt: number) {
  const { timeZone, trainer, service, price } = portal
  const start = clockOf(portal, startsAt, timeZone)
  const end = clockOf(portal, endOf(portal, startsAt), timeZone)
  const name = isAnyTrainer ? words[locale].choose.anyTrainer : nameIn(trainer.name, locale)
  return {
    start,
    weekday: weekdayOf(startsAt, timeZone, locale === 'bg' ? 'bg-BG' : 'en-GB'),
    facts: [nameIn(service.name, locale), end, locale === 'bg' ? '45 €' : price],
    trainer: [name],
  }
}

/** The booking's own page names all that was booked; who it is with, also when it was left open. */
async function expectTicket({ page }: Visit, journey: Journey, startsAt: number): Promise<void> {
  const { facts, weekday, trainer } = spokenFacts(journey, startsAt)
  const service = nameIn(journey.portal.service.name, journey.locale)
  const ticket = await spoken(page.getByRole('region', { name: service }))
  for (const fact of facts) expect(ticket).toContain(fact)
  expect(ticket.toLowerCase()).toContain(weekday.toLowerCase())
  if (!journey.isAnyTrainer) expect(ticket).toContain(trainer[0])
}

/** Downloads the file for calendars and reads its start. */
async function downloadCalendar({ page, hands }: Visit, name: string): Promise<number> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    hands.press(page.getByRole('link', { name })),
  ])
  return startIn(readFileSync(await download.path(), 'utf8'))
}

function startIn(calendarFile = ''): number {
  return readCalendarInstant(new Map(readCalendarFile(calendarFile)).get('DTSTART') ?? '')
}
