import { expect } from 'vitest'
import { test, type Visit, type VisitOptions } from '../support/browser-test.ts'
import { bookElsewhere, ironPortal, listFreeTimes, lotusPortal, words } from '../support/demo-portals.ts'
import { changeService, fillSession, listClassSessions } from '../support/demo-classes.ts'
import { readBookings } from '../support/read-bookings.ts'
import { readCalendarFile } from '../support/read-calendar-file.ts'
import { hours } from '../../tenants/durations.ts'
import { waitForMail } from '../support/wait-for-mail.ts'
import { spoken, title } from '../support/walk-portal.ts'
import { parseStart } from '../../web/lib/start-parameter.ts'

const said = words.en

const ways: [string, VisitOptions][] = [
  ['on a phone', { size: 'phone' }],
  ['on a phone without JavaScript', { size: 'phone', withJavaScript: false }],
  ['at a desk without JavaScript', { withJavaScript: false }],
  ['by keyboard', { by: 'keyboard' }],
]

test.for(ways)('a client moves a booking to another time %s', async ([way, options], { system, visit }) => {
  const opened = await visit(ironPortal, options)
  const { page, hands, go } = opened
  const email = `moves-${way.replaceAll(' ', '-').toLowerCase()}@example.test`
  const startsAt = findRoomyStart(await listFreeTimes({ url: system.url, portal: ironPortal }))
  const made = await bookElsewhere(system.url, ironPortal, {
    startsAt,
    trainerId: ironPortal.trainer.id,
    email,
  })
  await waitForMail(system.url, email, 1)

  expect(await go(`/en${made.managePath}`)).toBe(200)
  await hands.press(page.getByRole('link', { name: said.booking.move }))
  await title(page, said.move.title).waitFor()
  const to = await chooseLast(opened)
  await title(page, said.move.confirmTitle).waitFor()
  await hands.press(page.getByRole('button', { name: said.move.confirm }))
  await title(page, said.booking.movedTitle).waitFor()

  const rows = (await readBookings(system, ironPortal.tenantId)).filter((row) => row.contactEmail === email)
  expect(rows).toMatchObject([
    { id: made.id, startsAt: to, trainerId: ironPortal.trainer.id, rescheduleCount: 1, status: 'confirmed' },
  ])
  expect(await listFreeTimes({ url: system.url, portal: ironPortal })).toContain(startsAt)
  const [first, second] = await waitForMail(system.url, email, 2)
  const [before, after] = [first, second].map(
    (mail) => new Map(readCalendarFile(mail?.attachments[0]?.content ?? '')),
  )
  expect(after?.get('UID')).toBe(before?.get('UID'))
  expect(Number(after?.get('SEQUENCE'))).toBeGreaterThan(Number(before?.get('SEQUENCE') ?? 0))
})

test.for([true, false])(
  'a time taken meanwhile leaves the booking where it was, and gives others (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const opened = await visit(lotusPortal, { withJavaScript, expected: [409] })
    const { page, hands, go } = opened
    const email = `stays-${withJavaScript}@example.test`
    const startsAt = findRoomyStart(await listFreeTimes({ url: system.url, portal: lotusPortal }))
    const trainerId = lotusPortal.trainer.id
    const made = await bookElsewhere(system.url, lotusPortal, { startsAt, trainerId, email })
    await go(made.managePath)
    await hands.press(page.getByRole('link', { name: said.booking.move }))
    await title(page, said.move.title).waitFor()
    const to = await chooseLast(opened)
    await title(page, said.move.confirmTitle).waitFor()
    const faster = { startsAt: to, trainerId, email: `moved-faster-${withJavaScript}@example.test` }
    await bookElsewhere(system.url, lotusPortal, faster)
    await hands.press(page.getByRole('button', { name: said.move.confirm }))
    const alert = page.getByRole('alert')
    await alert.getByRole('heading', { name: said.move.takenTitle }).waitFor()
    const rows = await readBookings(system, lotusPortal.tenantId)
    expect(rows.find(({ id }) => id === made.id)).toMatchObject({ startsAt, status: 'confirmed' })
    await hands.press(alert.getByRole('link').first())
    await alert.waitFor({ state: 'detached' })
    await hands.press(page.getByRole('button', { name: said.move.confirm }))
    await title(page, said.booking.movedTitle).waitFor()
  },
)

test.for([true, false])(
  'a place in a class moves to another date of it (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const { page, hands, go } = await visit(lotusPortal, { withJavaScript })
    const sessions = await listClassSessions(system, lotusPortal, {
      serviceId: 'svc_morning_flow',
      inDays: 14,
    })
    const { id = '' } = sessions[withJavaScript ? 0 : 1] ?? {}
    const [own = ''] = await fillSession(system.url, lotusPortal, id)
    await go(own)
    await hands.press(page.getByRole('link', { name: said.booking.move }))
    await title(page, said.move.title).waitFor()
    await hands.press(
      page.getByRole('region', { name: said.move.sessions }).getByRole('listitem').getByRole('link').last(),
    )
    await title(page, said.move.confirmTitle).waitFor()
    await hands.press(page.getByRole('button', { name: said.move.confirm }))
    await title(page, said.booking.movedTitle).waitFor()
    const [, , bookingId = ''] = own.split(/[/?]/)
    const row = (await readBookings(system, lotusPortal.tenantId)).find((one) => one.id === bookingId)
    expect(row).toMatchObject({ status: 'confirmed', rescheduleCount: 1 })
    expect(row?.sessionId).not.toBe(id)
  },
)

test('a booking that can no longer be moved says why', async ({ system, visit }) => {
  const { page, go } = await visit(ironPortal, { expected: [409] })
  // Until so long before that it is too late for all that can be booked.
  await changeService(system, ironPortal, { id: ironPortal.service.id, freeCancelMinutes: 90 * 24 * 60 })
  const [startsAt = 0] = await listFreeTimes({ url: system.url, portal: ironPortal })
  const wish = { startsAt, trainerId: ironPortal.trainer.id, email: 'stuck@example.test' }
  const made = await bookElsewhere(system.url, ironPortal, wish)
  await go(`/en${made.managePath}`)
  expect(await page.getByRole('link', { name: said.booking.move }).count()).toBe(0)
  expect(await go(`/en/bookings/${made.id}/move?token=${made.token}`)).toBe(409)
  await title(page, said.move.refusedTitle).waitFor()
  expect(await spoken(page.getByRole('main'))).toContain(said.reasons.too_late_to_move)
})

/** A free time (ms) of a day whose last free time is so much later that the two do not touch. */
function findRoomyStart(free: number[]): number {
  const found = free.find((at) => free.some((other) => other - at > hours(3) && other - at < hours(10)))
  if (!found) throw new Error('no day with two times three hours apart')
  return found
}

/** Chooses the last free time of the day that is open; its start (ms). */
async function chooseLast({ page, hands }: Visit): Promise<number> {
  const time = page.locator('.times a').last()
  await time.waitFor()
  const to = new URL((await time.getAttribute('href')) ?? '', page.url()).searchParams.get('to') ?? ''
  await hands.press(time)
  return parseStart(to.split('~')[0]) ?? 0
}
