import { expect } from 'vitest'
import { startPath } from '../../web/lib/portal-paths.ts'
import { test, type VisitOptions } from '../support/browser-test.ts'
import {
  bookElsewhere,
  ironPortal,
  listFreeTimes,
  lotusPortal,
  nameIn,
  words,
  type DemoPortal,
} from '../support/demo-portals.ts'
import { readBookings } from '../support/read-bookings.ts'
import { waitForMail } from '../support/wait-for-mail.ts'
import { fieldOf, spoken, submitOf, title, typeDetails } from '../support/walk-portal.ts'

const said = words.en
const pathOf = ({ service, trainer }: DemoPortal, startsAt: number) =>
  startPath(service.slug, trainer.slug, startsAt)

const cases: [string, { portal: DemoPortal } & VisitOptions][] = [
  ['Iron Works on a phone', { portal: ironPortal, size: 'phone' }],
  ['Iron Works without JavaScript', { portal: ironPortal, withJavaScript: false }],
  ['Lotus Yoga by keyboard', { portal: lotusPortal, by: 'keyboard' }],
  ['Lotus Yoga on a phone without JavaScript', { portal: lotusPortal, size: 'phone', withJavaScript: false }],
]

test.for(cases)(
  'at %s a time taken meanwhile keeps what was typed and gives another with one tap',
  async ([name, { portal, ...options }], { system, visit }) => {
    const opened = await visit(portal, { ...options, expected: [409] })
    const { page, hands, go } = opened
    const id = name.toLowerCase().replaceAll(' ', '-')
    const [startsAt = 0] = await listFreeTimes({ url: system.url, portal })
    await go(pathOf(portal, startsAt))
    const email = `slower-${id}@example.test`
    await typeDetails(opened, { firstName: 'Elena', lastName: 'Dimova', email, notes: 'A sore knee' }, 'en')
    const faster = { startsAt, trainerId: portal.trainer.id, email: `faster-${id}@example.test` }
    await bookElsewhere(system.url, portal, faster)
    const answered = page.waitForResponse((response) => response.request().method() === 'POST')
    await hands.press(submitOf(page))
    expect((await answered).status()).toBe(409)

    const alert = page.getByRole('alert')
    await alert.getByRole('heading', { name: said.details.takenTitle }).waitFor()
    expect(await spoken(alert)).toContain(email)
    const others = alert.getByRole('button')
    expect(await others.count()).toBeGreaterThan(1)
    await hands.press(others.first())

    await title(page, said.booking.confirmedTitle).waitFor()
    expect(await spoken(page.getByRole('main'))).toContain('A sore knee')
    const made = (await readBookings(system, portal.tenantId)).filter((row) => row.contactEmail === email)
    expect(made).toHaveLength(1)
    expect(made[0]).toMatchObject({ status: 'confirmed', contactFirstName: 'Elena', notes: 'A sore knee' })
    // Another time, or the same with somebody else.
    expect([made[0]?.startsAt, made[0]?.trainerId]).not.toEqual([startsAt, portal.trainer.id])
    await waitForMail(system.url, email, 1)
  },
)

test.for([true, false])(
  'a double click, a reload and the way back make one booking (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const opened = await visit(ironPortal, { withJavaScript, expected: [409] })
    const { page, go } = opened
    const [startsAt = 0] = await listFreeTimes({ url: system.url, portal: ironPortal })
    const email = `twice-${withJavaScript ? 'with' : 'without'}@example.test`
    const madeSoFar = async () =>
      (await readBookings(system, ironPortal.tenantId)).filter((row) => row.contactEmail === email)

    await go(pathOf(ironPortal, startsAt))
    await typeDetails(opened, { firstName: 'Elena', lastName: 'Dimova', email }, 'en')
    await submitOf(page).dblclick()
    await title(page, said.booking.confirmedTitle).waitFor()
    expect(await madeSoFar()).toHaveLength(1)

    await page.reload()
    await title(page, said.booking.confirmedTitle).waitFor()
    expect(await madeSoFar()).toHaveLength(1)

    await page.goBack()
    await title(page, said.details.goneTitle).waitFor()
    expect(await page.getByRole('main').getByRole('textbox').count()).toBe(0)
    await page.reload()
    await title(page, said.details.goneTitle).waitFor()
    await page.goForward()
    await title(page, said.booking.confirmedTitle).waitFor()
    expect(await madeSoFar()).toHaveLength(1)
    await waitForMail(system.url, email, 1)
  },
)

test('a link to a time that is gone leads to the nearest ones', async ({ system, visit }) => {
  const { page, go } = await visit(lotusPortal, { expected: [409] })
  const [startsAt = 0] = await listFreeTimes({ url: system.url, portal: lotusPortal })
  const wish = { startsAt, trainerId: lotusPortal.trainer.id, email: 'first@example.test' }
  await bookElsewhere(system.url, lotusPortal, wish)

  expect(await go(pathOf(lotusPortal, startsAt))).toBe(409)
  await title(page, said.details.goneTitle).waitFor()
  await page.getByRole('main').getByRole('listitem').getByRole('link').last().click()
  await title(page, said.details.title).waitFor()
  const summary = page.getByRole('complementary', { name: said.details.summary })
  expect(await spoken(summary)).toContain(nameIn(lotusPortal.trainer.name, 'en'))
  expect(await fieldOf(page, 'firstName').inputValue()).toBe('')
})
