import { expect } from 'vitest'
import { addDays } from '../../tenants/availability/local-time.ts'
import { test, type Visit } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { lotusPortal, words } from '../support/demo-portals.ts'
import { inEveryLight } from '../support/find-axe-faults.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { title } from '../support/walk-portal.ts'

const { admin, hours } = words.en
const { done, undo } = admin.desk
const calm = { reducedMotion: 'reduce' } as const

async function arrive(visit: Visit, system: TestSystem, next = '/admin/hours'): Promise<Visit> {
  await signInAt(visit, demoLogin(system, lotusPortal, 'owner'), next)
  return visit
}

/** Where a day of the regular hours is typed; 1 is Monday. */
const day = ({ page }: Visit, weekday: number) => page.locator(`[id="b0.d${weekday}"]`)

/** Saves the week; whatever is booked outside of it stays. */
async function save(visit: Visit, said = done.hoursSaved) {
  const main = visit.page.getByRole('main')
  await visit.hands.press(main.getByRole('button', { name: hours.save }))
  const toast = visit.page.getByRole('status').getByText(said)
  const anyway = main.getByRole('button', { name: hours.saveAnyway })
  await toast.or(anyway).first().waitFor()
  if (await anyway.isVisible()) {
    await main.getByText(hours.affected).waitFor()
    await visit.hands.press(anyway)
  }
  await toast.waitFor()
}

test('a week is typed, copied and saved without JavaScript, and what cannot be read is told', async ({
  system,
  visit,
}) => {
  const opened = await arrive(await visit(lotusPortal, { withJavaScript: false, expected: [422] }), system)
  const { page, hands } = opened
  await day(opened, 6).fill('10-12, 11:30–14.00')
  await day(opened, 7).fill('9 to')
  await hands.press(page.getByRole('button', { name: hours.save }))
  await page.getByText('“9 to” is not hours').waitFor()
  expect(await day(opened, 6).inputValue()).toBe('10-12, 11:30–14.00')
  await day(opened, 7).fill('')
  const saturday = page.locator('.week-day').nth(5)
  await saturday.locator('summary').click()
  for (const name of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'])
    await saturday.getByRole('checkbox', { name }).uncheck()
  await saturday.getByRole('checkbox', { name: 'Sunday' }).check()
  await hands.press(saturday.getByRole('button', { name: hours.copyButton }))
  await hands.press(page.getByRole('button', { name: hours.addBreaks }))
  await page.locator('[id="b1.d6"]').fill('11-11:30')
  await save(opened)

  expect([await day(opened, 6).inputValue(), await day(opened, 7).inputValue()]).toEqual([
    '10:00–14:00',
    '10:00–14:00',
  ])
  expect(await page.locator('[id="b1.d6"]').inputValue()).toBe('11:00–11:30')
  await hands.press(page.getByRole('status').locator('..').getByRole('button', { name: undo }))
  await page.getByRole('status').getByText(done.undone).waitFor()
  expect(await page.locator('[id="b1.d6"]').count()).toBe(0)
})

test('a week is drawn by mouse and by keyboard, and both ways it is the same', async ({ system, visit }) => {
  const opened = await arrive(await visit(lotusPortal, { context: calm }), system)
  const { page } = opened
  await day(opened, 7).fill('')
  await day(opened, 7).blur()
  const columns = page.locator('.week-columns')
  await page.locator('.week-scroll').evaluate((box) => {
    box.scrollTop = box.scrollHeight / 3
  })
  const box = await columns.boundingBox()
  if (!box) throw new Error('there is no grid')
  const x = box.x + box.width * (6.5 / 7)
  const yOf = (hour: number) => box.y + (box.height * hour) / 24
  await page.mouse.move(x, yOf(10) + 2)
  await page.mouse.down()
  await page.mouse.move(x, yOf(11), { steps: 4 })
  await page.mouse.move(x, yOf(12) - 2, { steps: 4 })
  await page.mouse.up()
  expect(await day(opened, 7).inputValue()).toBe('10:00–12:00')

  const drawn = page.getByRole('button', { name: 'Sunday 10:00–12:00' })
  expect(await drawn.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Alt+ArrowUp')
  expect(await day(opened, 7).inputValue()).toBe('10:00–12:30')
  await page.getByRole('button', { name: `${hours.addOn} Sunday` }).press('Enter')
  expect(await day(opened, 7).inputValue()).toBe('10:00–12:30, 13:00–14:00')
  await page.keyboard.press('Delete')
  expect(await day(opened, 7).inputValue()).toBe('10:00–12:30')
  // By its lower end.
  await page.mouse.move(x, yOf(12.5) - 3)
  await page.mouse.down()
  await page.mouse.move(x, yOf(13.25) - 3, { steps: 4 })
  await page.mouse.up()
  expect(await day(opened, 7).inputValue()).toBe('10:00–13:15')
  expect(await inEveryLight(page)).toEqual([])
  await save(opened)
  expect(await day(opened, 7).inputValue()).toBe('10:00–13:15')
})

test('time off is chosen on the month, seen against what is booked, entered and taken back without JavaScript', async ({
  system,
  visit,
}) => {
  const opened = await arrive(
    await visit(lotusPortal, { withJavaScript: false, size: 'phone', expected: [422] }),
    system,
    '/admin/hours/dates?month=2030-05',
  )
  const { page, hands } = opened
  const said = hours.dates
  // Nothing is asked of a page that is being left.
  await hands.press(page.getByRole('link', { name: /May 7,/ }))
  await page.waitForURL(/from=2030-05-07/)
  await hands.press(page.getByRole('link', { name: /May 9,/ }))
  await page.waitForURL(/to=2030-05-09/)
  expect([await page.locator('#fromOn').inputValue(), await page.locator('#toOn').inputValue()]).toEqual([
    '2030-05-07',
    '2030-05-09',
  ])
  await page.locator('#reason').fill('Sea')
  await hands.press(page.getByRole('button', { name: said.save }))
  await page.waitForURL(/done=timeOffSaved/)
  await page.getByRole('status').getByText(done.timeOffSaved).waitFor()
  const entry = page.locator('.dates-list li')
  expect(await entry.textContent()).toContain('Sea')
  await hands.press(entry.getByRole('button'))
  await page.waitForURL(/done=timeOffGone/)
  await page.getByText(said.none).waitFor()

  await page.getByRole('radio', { name: new RegExp(`^${said.kinds.replace}`) }).check()
  await page.locator('#hours').fill('noon')
  await hands.press(page.getByRole('button', { name: said.save }))
  await page.locator('#hours-error').waitFor()
})

test('holidays are closed at once and opened again, one by one or all', async ({ system, visit }) => {
  const opened = await arrive(
    await visit(lotusPortal, { context: calm }),
    system,
    '/admin/hours/holidays?year=2030',
  )
  const { page, hands } = opened
  const ticks = page.getByRole('main').getByRole('checkbox')
  const count = await ticks.count()
  expect(count).toBeGreaterThan(5)
  const ticked = () => ticks.evaluateAll((all) => all.filter((one) => one.matches(':checked')).length)
  await hands.press(page.getByRole('button', { name: hours.holidays.closeAll }))
  await page.getByRole('status').getByText(done.holidaysSaved).waitFor()
  expect(await ticked()).toBe(count)
  await hands.press(page.getByRole('button', { name: undo }))
  await page.getByRole('status').getByText(done.undone).waitFor()
  expect(await ticked()).toBe(0)
  expect(await inEveryLight(page)).toEqual([])
})

test('what clients are offered is shown, and why a time is missing is answered with the way to change it', async ({
  system,
  visit,
}) => {
  const opened = await arrive(await visit(lotusPortal, { context: calm }), system, '/admin/hours/offered')
  const { page, hands } = opened
  const today = await page.locator('#on').inputValue()
  await page.locator('#on').fill(addDays(today, 7))
  await page.locator('#at').fill('03:00')
  await hands.press(page.getByRole('button', { name: hours.why.ask }))
  const answer = page.locator('.why-no')
  await answer.waitFor()
  await hands.press(answer.getByRole('link'))
  await title(page, hours.title).waitFor()
})
