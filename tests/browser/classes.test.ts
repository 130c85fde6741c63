import { expect } from 'vitest'
import { localDateAt } from '../../tenants/availability/local-time.ts'
import { classesPath, sessionPath } from '../../web/lib/portal-paths.ts'
import { ask } from '../support/ask.ts'
import { test, type VisitOptions } from '../support/browser-test.ts'
import { listClassSessions, fillSession } from '../support/demo-classes.ts'
import { ironPortal, lotusPortal, words } from '../support/demo-portals.ts'
import { readBookings } from '../support/read-bookings.ts'
import { waitForMail } from '../support/wait-for-mail.ts'
import { fillIn, spoken, submitOf, title, typeDetails } from '../support/walk-portal.ts'

const said = words.en
const flow = { serviceId: 'svc_morning_flow' }
const kettlebell = { serviceId: 'svc_kettlebell' }

const ways: [string, VisitOptions][] = [
  ['on a phone', { size: 'phone' }],
  ['on a phone without JavaScript', { size: 'phone', withJavaScript: false }],
  ['at a desk without JavaScript', { withJavaScript: false }],
  ['by keyboard', { by: 'keyboard' }],
]

test.for(ways)(
  'a client finds a class and books it for two %s',
  async ([way, options], { system, visit }) => {
    const opened = await visit(lotusPortal, options)
    const { page, hands, go } = opened
    const sessions = await listClassSessions(system, lotusPortal, { ...flow, inDays: 12 })
    const session = sessions[ways.findIndex(([name]) => name === way)]
    const { id = '', startsAt = 0, capacity = 0 } = session ?? {}
    const day = localDateAt(lotusPortal.timeZone, startsAt)
    const email = `class-${way.replaceAll(' ', '-').toLowerCase()}@example.test`

    expect(await go('/')).toBe(200)
    await hands.press(page.getByRole('main').getByRole('link', { name: said.home.allClasses }))
    await title(page, said.classes.title).waitFor()
    expect(await go(classesPath(day))).toBe(200)
    const card = page.locator(`a[href$="${sessionPath(id)}"]`)
    const left = fillIn(said.say.placesLeft_other, { count: String(capacity) })
    expect(await spoken(card.locator('xpath=ancestor::li'))).toContain(left)
    await hands.press(card)
    await title(page, 'Morning flow').waitFor()
    expect(await spoken(page.getByRole('article'))).toContain('8:00–9:00 AM')

    await typeDetails(opened, { firstName: 'Elena', lastName: 'Dimova', email }, 'en')
    await page.getByLabel(said.session.party).selectOption('2')
    await hands.write(page.getByRole('textbox', { name: said.session.guestNames }), 'Nina Popova')
    await hands.press(submitOf(page))
    await title(page, said.booking.confirmedTitle).waitFor()
    const party = page.getByRole('region', { name: said.booking.party })
    expect(await spoken(party)).toContain('Nina Popova')

    const made = (await readBookings(system, lotusPortal.tenantId)).filter(
      (row) => row.contactEmail === email,
    )
    expect(made.map(({ sessionId, status }) => [sessionId, status])).toEqual([
      [id, 'confirmed'],
      [id, 'confirmed'],
    ])
    await waitForMail(system.url, email, 1)

    // Each place can be cancelled alone.
    await hands.press(party.getByRole('link', { name: `${said.booking.manage}: Nina Popova` }))
    await title(page, said.booking.manageTitle).waitFor()
    await hands.press(page.getByRole('link', { name: said.booking.cancel }))
    await title(page, said.cancel.title).waitFor()
    expect(await spoken(page.getByRole('main'))).toContain(said.cancel.free)
    await hands.press(page.getByRole('button', { name: said.cancel.confirm }))
    await title(page, said.booking.cancelledTitle).waitFor()
    const after = (await readBookings(system, lotusPortal.tenantId)).filter(
      (row) => row.contactEmail === email,
    )
    expect(after.map(({ status }) => status).toSorted()).toEqual(['cancelled', 'confirmed'])
  },
)

test.for([true, false])(
  'a class booked for a child is the child’s, and the mails are the parent’s (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const opened = await visit(ironPortal, { withJavaScript })
    const { page, hands, go } = opened
    const [session] = await listClassSessions(system, ironPortal, { ...kettlebell, inDays: 12 })
    await go(`/en${sessionPath(session?.id ?? '')}`)
    const email = `parent-${withJavaScript}@example.test`
    await typeDetails(opened, { firstName: 'Elena', lastName: 'Dimova', email }, 'en')
    await hands.press(page.getByText(said.session.someoneElse))
    await hands.write(page.getByLabel(said.session.attendeeFirstName), 'Mila')
    await hands.write(page.getByLabel(said.session.attendeeLastName), 'Dimova')
    await hands.press(submitOf(page))
    await title(page, said.booking.confirmedTitle).waitFor()
    expect(await spoken(page.getByRole('region', { name: 'Kettlebell class' }))).toContain('Mila Dimova')
    await waitForMail(system.url, email, 1)
  },
)

test('a class that fills while its form is open turns into its waitlist, with all that was typed', async ({
  system,
  visit,
}) => {
  const opened = await visit(ironPortal, { expected: [409] })
  const { page, hands, go } = opened
  const [, session] = await listClassSessions(system, ironPortal, { ...kettlebell, inDays: 12 })
  const id = session?.id ?? ''
  await go(`/en${sessionPath(id)}`)
  await typeDetails(opened, { firstName: 'Elena', lastName: 'Dimova', email: 'late@example.test' }, 'en')
  await fillSession(system.url, ironPortal, id)
  await hands.press(submitOf(page))
  await page.getByRole('alert').getByRole('heading', { name: said.session.fullTitle }).waitFor()
  expect(await page.getByRole('textbox', { name: said.details.email }).inputValue()).toBe('late@example.test')
  await hands.press(page.getByRole('button', { name: said.session.join }))
  await title(page, said.waitlist.waitingTitle).waitFor()
})

test('filters narrow the timetable down and stay in the address', async ({ visit }) => {
  const { page, hands, go } = await visit(lotusPortal, { withJavaScript: false })
  await go(classesPath())
  await page.getByLabel(said.classes.service, { exact: true }).selectOption({ label: 'Restorative evening' })
  await hands.press(page.getByRole('button', { name: said.classes.show }))
  expect(new URL(page.url()).searchParams.get('service')).toBe('restorative-evening')
  const cards = page.locator('.session-name')
  expect(await cards.count()).toBeGreaterThan(0)
  expect(new Set(await cards.allTextContents())).toEqual(new Set(['Restorative evening']))
})

test('search engines can read a class, and find it', async ({ system }) => {
  const [session] = await listClassSessions(system, lotusPortal, { ...flow, inDays: 12 })
  const { id = '', startsAt = 0 } = session ?? {}
  const get = (path: string) => ask({ url: system.url, host: lotusPortal.host, path })
  const { text } = await get(sessionPath(id))
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text) ?? []
  const event = JSON.parse(json) as Record<string, unknown>
  expect(event).toMatchObject({
    '@type': 'Event',
    name: 'Morning flow',
    eventStatus: 'https://schema.org/EventScheduled',
    offers: { price: '28.00', priceCurrency: 'USD' },
  })
  expect(Date.parse(String(event['startDate']))).toBe(startsAt)
  expect(text).toMatch(new RegExp(`<link rel="canonical" href="[^"]+${sessionPath(id)}"`))
  expect((await get('/sitemap.xml')).text).toContain(sessionPath(id))
})
