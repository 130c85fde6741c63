import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { sessions, type SessionRow } from '../../db/tenant/schema/index.ts'
import { localDateAt } from '../../tenants/availability/local-time.ts'
import { days } from '../../tenants/durations.ts'
import { test, type OpenVisit, type Visit, type VisitOptions } from '../support/browser-test.ts'
import { listClassSessions } from '../support/demo-classes.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { lotusPortal, words } from '../support/demo-portals.ts'
import { findPageFaults } from '../support/find-page-faults.ts'
import type { TestSystem } from '../support/start-test-system.ts'

const { admin, deskClasses: said } = words.en
const { done } = admin.desk
const zone = 'America/New_York'

type Open = { system: TestSystem; visit: OpenVisit }

async function arrive({ system, visit }: Open, next: string, options: VisitOptions = {}): Promise<Visit> {
  const owner = await visit(lotusPortal, { context: { reducedMotion: 'reduce' }, ...options })
  await signInAt(owner, demoLogin(system, lotusPortal, 'owner'), next)
  return owner
}

const main = ({ page }: Visit) => page.getByRole('main')
const field = ({ page }: Visit, name: string) => page.locator(`[name="${name}"]`)
const press = (visit: Visit, role: 'button' | 'link', name: string) =>
  visit.hands.press(main(visit).getByRole(role, { name, exact: true }).first())
const told = ({ page }: Visit, text: string) => page.getByRole('status').getByText(text).waitFor()
const plan = (visit: Visit) => main(visit).locator('.plan')

/** One that takes place, put on once or, if wanted, as one of a series. */
async function findClass(system: TestSystem, { isOfSeries = false } = {}): Promise<SessionRow> {
  const all = await listClassSessions(system, lotusPortal, { serviceId: 'svc_morning_flow' })
  const goesOn = all.filter(({ status, cancelReason }) => status === 'scheduled' && cancelReason === null)
  const found = goesOn.find(({ seriesId }) => seriesId !== null || !isOfSeries)
  if (!found) throw new Error('no class takes place')
  return found
}

async function readClass({ openTenant }: TestSystem, id: string): Promise<SessionRow | undefined> {
  const { orm, read } = await openTenant(lotusPortal.tenantId)
  const [[row]] = await read([orm.select().from(sessions).where(eq(sessions.id, id))])
  return row
}

test.for([true, false])(
  'a class comes back every week once its dates were seen (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const owner = await arrive({ system, visit }, '/admin/classes', { withJavaScript })
    await press(owner, 'link', said.tabs.series)
    await press(owner, 'link', said.newSeries)
    await field(owner, 'weekdays.7').check()
    await field(owner, 'startMinute').fill(withJavaScript ? '05:00' : '03:00')
    await field(owner, 'fromOn').fill(localDateAt(zone, Date.now() + days(8)))
    await field(owner, 'count').fill('2')
    await press(owner, 'button', said.preview)
    await plan(owner).getByText('2 dates').waitFor()
    expect(await plan(owner).getByRole('listitem').count()).toBe(2)
    await press(owner, 'button', said.make)
    await told(owner, done.classSeriesMade)
    await main(owner)
      .getByText(withJavaScript ? '5:00–6:00 AM' : '3:00–4:00 AM')
      .first()
      .waitFor()

    await press(owner, 'link', said.series.end)
    await press(owner, 'button', said.series.endShow)
    await plan(owner).getByText('2 dates do not take place any more').waitFor()
    await press(owner, 'button', said.series.endButton)
    await told(owner, done.classSeriesEnded)
  },
)

test('a class is put on once, where nothing is in the way', async ({ system, visit }) => {
  const owner = await arrive({ system, visit }, '/admin/classes')
  const fill = async () => {
    await field(owner, 'on').fill(localDateAt(zone, Date.now() + days(9)))
    await field(owner, 'startMinute').fill('04:00')
    await press(owner, 'button', said.onceShow)
  }
  await press(owner, 'link', said.newOnce)
  await fill()
  await plan(owner).getByText(said.planned.isFree).waitFor()
  await press(owner, 'button', said.onceMake)
  await told(owner, done.classMade)
  await main(owner).getByText('4:00–').first().waitFor()

  await owner.go('/admin/classes/new')
  await fill()
  await plan(owner).getByText(said.planned.notFree).waitFor()
  await plan(owner).locator('.badge-warns').waitFor()
  await press(owner, 'button', said.onceMake)
  await owner.page.getByText(said.errors.overrideReason).waitFor()
})

test('somebody else gives a class, and then nobody: who is told is shown first', async ({
  system,
  visit,
}) => {
  const { id, startsAt, trainerId } = await findClass(system)
  const owner = await arrive({ system, visit }, `/admin/classes?on=${localDateAt(zone, startsAt)}`)
  await owner.hands.press(main(owner).locator(`a[href="/admin/sessions/${id}"]`))
  await press(owner, 'link', said.session.substitute)
  await press(owner, 'button', said.previewChange)
  await plan(owner).waitFor()
  if (await field(owner, 'overrideReason').isVisible()) await field(owner, 'overrideReason').fill('Flu')
  await press(owner, 'button', said.session.substituteButton)
  await told(owner, done.classSubstituted)
  expect((await readClass(system, id))?.trainerId).not.toBe(trainerId)

  await press(owner, 'link', said.session.cancel)
  await main(owner).getByText(said.session.whatRoom).waitFor()
  await field(owner, 'reason').fill('A burst pipe')
  await press(owner, 'button', said.session.cancelButton)
  await told(owner, done.classCancelled)
  expect(await readClass(system, id)).toMatchObject({ status: 'cancelled', cancelReason: 'A burst pipe' })
})

test('axe finds nothing serious on the pages of classes, and all of it fits', async ({ system, visit }) => {
  const { id, startsAt, seriesId } = await findClass(system, { isOfSeries: true })
  const owner = await arrive({ system, visit }, '/admin/classes')
  const found: string[] = []
  const paths = [
    `/admin/classes?on=${localDateAt(zone, startsAt)}`,
    '/admin/classes/new',
    '/admin/classes/series',
    '/admin/classes/series/new',
    `/admin/classes/series/${seriesId}`,
    `/admin/classes/series/${seriesId}/change`,
    `/admin/sessions/${id}`,
    `/admin/sessions/${id}/change`,
    `/admin/sessions/${id}/cancel`,
  ]
  for (const path of paths) {
    await owner.go(path)
    found.push(...(await findPageFaults(owner.page, path)))
  }
  expect(found).toEqual([])
})
