import { expect } from 'vitest'
import { sessionPath } from '../../web/lib/portal-paths.ts'
import { test, type Visit, type VisitOptions } from '../support/browser-test.ts'
import { changeStudio, fillSession, listClassSessions } from '../support/demo-classes.ts'
import { ironPortal, lotusPortal, words } from '../support/demo-portals.ts'
import { readBookings } from '../support/read-bookings.ts'
import { waitForMail } from '../support/wait-for-mail.ts'
import { spoken, submitOf, title, typeDetails } from '../support/walk-portal.ts'

const said = words.en

const ways: [string, VisitOptions][] = [
  ['with JavaScript', { size: 'phone' }],
  ['without JavaScript', { withJavaScript: false }],
  ['by keyboard', { by: 'keyboard' }],
]

test.for(ways)(
  'whoever waits gets the place that somebody else gives up, %s',
  async ([way, options], { system, visit }) => {
    const index = ways.findIndex(([name]) => name === way)
    const sessions = await listClassSessions(system, ironPortal, { serviceId: 'svc_kettlebell', inDays: 12 })
    const { id = '' } = sessions[index] ?? {}
    const [given = ''] = await fillSession(system.url, ironPortal, id)
    const email = `waits-${index}@example.test`

    const waiting = await visit(ironPortal, options)
    await join(waiting, `/en${sessionPath(id)}`, email)
    expect(await spoken(waiting.page.getByRole('main'))).toContain('Number 1')
    await waitForMail(system.url, email, 1)

    await cancel(await visit(ironPortal, options), `/en${given}`)
    await look(waiting, said.waitlist.promotedTitle)
    await waiting.hands.press(waiting.page.getByRole('link', { name: said.waitlist.toBooking }))
    await title(waiting.page, said.booking.manageTitle).waitFor()
    const made = (await readBookings(system, ironPortal.tenantId)).filter((row) => row.contactEmail === email)
    expect(made).toMatchObject([{ sessionId: id, status: 'confirmed', source: 'waitlist' }])
    await waitForMail(system.url, email, 2)
  },
)

test.for([true, false])(
  'an offered place can be taken, or left to the next (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const offers = { serviceId: 'svc_restorative', inDays: 7 }
    const sessions = await listClassSessions(system, lotusPortal, offers)
    const { id = '' } = sessions[withJavaScript ? 0 : 1] ?? {}
    // Nobody is asked at night, and tests run at any hour.
    await changeStudio(system, lotusPortal, { quietFromMinute: 0, quietUntilMinute: 0 })
    const [given = ''] = await fillSession(system.url, lotusPortal, id)
    const first = await visit(lotusPortal, { withJavaScript })
    const second = await visit(lotusPortal, { withJavaScript })
    await join(first, sessionPath(id), `first-${withJavaScript}@example.test`)
    await join(second, sessionPath(id), `second-${withJavaScript}@example.test`)
    expect(await spoken(second.page.getByRole('main'))).toContain('Number 2')

    await cancel(await visit(lotusPortal, { withJavaScript }), given)
    await look(first, said.waitlist.offeredTitle)
    await first.hands.press(first.page.getByRole('button', { name: said.waitlist.decline }))
    await title(first.page, said.waitlist.leftTitle).waitFor()
    await look(second, said.waitlist.offeredTitle)
    await second.hands.press(second.page.getByRole('button', { name: said.waitlist.accept }))
    await title(second.page, said.booking.confirmedTitle).waitFor()
  },
)

test.for([true, false])(
  'whoever waits can leave the line (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const sessions = await listClassSessions(system, ironPortal, { serviceId: 'svc_kettlebell', inDays: 12 })
    const { id = '' } = sessions[withJavaScript ? 3 : 4] ?? {}
    await fillSession(system.url, ironPortal, id)
    const opened = await visit(ironPortal, { withJavaScript })
    const { page, hands } = opened
    await join(opened, `/en${sessionPath(id)}`, `leaves-${withJavaScript}@example.test`)
    await hands.press(page.getByRole('link', { name: said.waitlist.leave }))
    await title(page, said.waitlist.leaveTitle).waitFor()
    await hands.press(page.getByRole('button', { name: said.waitlist.leaveConfirm }))
    await title(page, said.waitlist.leftTitle).waitFor()
  },
)

/** Joins the line for a class that is full. */
async function join(opened: Visit, path: string, email: string): Promise<void> {
  const { page, hands, go } = opened
  expect(await go(path)).toBe(200)
  await page.getByRole('heading', { name: said.session.waitTitle }).waitFor()
  await typeDetails(opened, { firstName: 'Wanda', lastName: 'Waits', email }, 'en')
  await hands.press(submitOf(page))
  await title(page, said.waitlist.waitingTitle).waitFor()
}

/** Gives a place up on its own page. */
async function cancel({ page, hands, go }: Visit, path: string): Promise<void> {
  expect(await go(path)).toBe(200)
  await hands.press(page.getByRole('link', { name: said.booking.cancel }))
  await hands.press(page.getByRole('button', { name: said.cancel.confirm }))
  await title(page, said.booking.cancelledTitle).waitFor()
}

/** Looks at the page again, as it says one may, until it has changed. */
async function look({ page }: Visit, name: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.reload()
        return spoken(page.getByRole('heading', { level: 1 }))
      },
      { timeout: 15_000, interval: 300 },
    )
    .toBe(name)
}
