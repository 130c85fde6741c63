import type { Page } from 'playwright-core'
import { eq, inArray } from 'drizzle-orm'
import { expect } from 'vitest'
import { bookings } from '../../db/tenant/schema/index.ts'
import { addClassNow } from '../support/add-class-now.ts'
import { test, type OpenVisit, type Visit, type VisitOptions } from '../support/browser-test.ts'
import { changeService } from '../support/demo-classes.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { bookElsewhere, listFreeTimes, lotusPortal, words } from '../support/demo-portals.ts'
import { findPageFaults } from '../support/find-page-faults.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { title } from '../support/walk-portal.ts'

const { roster, today } = words.en
const { desk } = words.en.admin
const calm = { reducedMotion: 'reduce' } as const
const serviceId = 'svc_restorative'
/** Service workers want https, or a name that can only be this machine's. */
const local = { ...lotusPortal, host: 'lotus.localhost' }

async function statusesOf({ openTenant }: TestSystem, ids: readonly string[]): Promise<string[]> {
  const { orm, read } = await openTenant(lotusPortal.tenantId)
  const [rows] = await read([
    orm
      .select({ status: bookings.status })
      .from(bookings)
      .where(inArray(bookings.id, [...ids]))
      .orderBy(bookings.createdAt),
  ])
  return rows.map(({ status }) => status)
}

/** Until the device has a page, and the worker that will answer with it. */
async function untilKept(page: Page, path: string): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(async (kept) => {
          const names = (await caches.keys()).filter((name) => name.startsWith('desk-pages-'))
          const found = await Promise.all(names.map((cacheName) => caches.match(kept, { cacheName })))
          return navigator.serviceWorker.controller !== null && found.some((page) => page !== undefined)
        }, path),
      { timeout: 15_000 },
    )
    .toBe(true)
}

const row = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name })
const tap = ({ page, hands }: Visit, name: string, says: string) =>
  hands.press(row(page, name).filter({ hasText: says }))

/** Somebody of the staff on their phone, signed in, with a page kept for later. */
async function arriveLocally(
  visit: OpenVisit,
  system: TestSystem,
  options: VisitOptions = {},
): Promise<Visit> {
  const opened = await visit(local, { size: 'phone', isOffline: true, context: calm, ...options })
  await signInAt(opened, demoLogin(system, lotusPortal, 'owner'), '/admin')
  await untilKept(opened.page, '/admin')
  return opened
}

test.for([true, false])(
  'three people are checked in by a tap each, one after all not, and a request is answered (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const tag = withJavaScript ? 'with' : 'without'
    const names = ['Ada', 'Bea', 'Cleo'].map((name) => `${name} ${tag}`)
    const { bookingIds } = await addClassNow(system, lotusPortal, { serviceId, names })
    await changeService(system, lotusPortal, { id: lotusPortal.service.id, approval: 'always' })
    const [startsAt = 0] = await listFreeTimes({ url: system.url, portal: lotusPortal })
    const { id: asked } = await bookElsewhere(system.url, lotusPortal, {
      startsAt,
      trainerId: lotusPortal.trainer.id,
      email: `asks-${tag}@example.test`,
    })

    const opened = await visit(lotusPortal, { size: 'phone', withJavaScript, context: calm })
    await signInAt(opened, demoLogin(system, lotusPortal, 'owner'), '/admin')
    const { page, hands } = opened
    await title(page, today.title).waitFor()
    for (const name of names) {
      await tap(opened, name, roster.checkIn)
      await row(page, name).filter({ hasText: roster.here }).waitFor()
    }
    await tap(opened, names[1] ?? '', roster.undo)
    await row(page, names[1] ?? '')
      .filter({ hasText: roster.checkIn })
      .waitFor()
    await expect
      .poll(() => statusesOf(system, bookingIds), { timeout: 15_000 })
      .toEqual(['checked_in', 'confirmed', 'checked_in'])

    await hands.press(page.getByRole('button', { name: `${today.confirm} Nikola Petrov` }))
    await page.getByRole('status').getByText(desk.done.requestConfirmed).waitFor()
    expect(await statusesOf(system, [asked])).toEqual(['confirmed'])
  },
)

test('without a connection the roster stays, and what was done is sent or told later', async ({
  system,
  visit,
}) => {
  const names = ['Dora Deep', 'Eve Ever', 'Finn Far']
  const made = await addClassNow(system, lotusPortal, { serviceId, names })
  const opened = await arriveLocally(visit, system, { expected: [422] })
  const { page, origin } = opened
  const context = page.context()

  await context.setOffline(true)
  await page.goto(`${origin}/admin`)
  await page.getByText(roster.offline.offline).waitFor()
  await tap(opened, 'Dora Deep', roster.checkIn)
  await tap(opened, 'Eve Ever', roster.checkIn)
  await row(page, 'Dora Deep').getByText(roster.waits).waitFor()
  await page.goto(`${origin}/admin`)
  await row(page, 'Dora Deep').getByText(roster.waits).waitFor()
  expect(await statusesOf(system, made.bookingIds)).toEqual(['confirmed', 'confirmed', 'confirmed'])

  const { orm, write } = await system.openTenant(lotusPortal.tenantId)
  const [, cancelled = ''] = made.bookingIds
  await write([orm.update(bookings).set({ status: 'cancelled' }).where(eq(bookings.id, cancelled))])
  await context.setOffline(false)
  await page.getByRole('alert').getByText(roster.errors.cancelled).first().waitFor()
  await row(page, 'Dora Deep').getByText(roster.here).waitFor()
  expect(await statusesOf(system, made.bookingIds)).toEqual(['checked_in', 'cancelled', 'confirmed'])
  await page.getByText(roster.offline.offline).waitFor({ state: 'hidden' })
})

test('a class has a page of its own, which stays, too; whoever signs out leaves nothing behind', async ({
  system,
  visit,
}) => {
  const names = ['Gina Gone', 'Hal Here']
  const { id } = await addClassNow(system, lotusPortal, { serviceId, names })
  const opened = await arriveLocally(visit, system)
  const { page, go, origin } = opened
  const context = page.context()
  await go(`/admin/sessions/${id}`)
  await untilKept(page, `/admin/sessions/${id}`)
  await context.setOffline(true)
  await page.goto(`${origin}/admin/sessions/${id}`)
  await row(page, 'Gina Gone').waitFor()
  // What is not kept leads back to the day.
  await page.goto(`${origin}/admin/clients`)
  await title(page, today.title).waitFor()
  expect(new URL(page.url()).pathname).toBe('/admin')
  await context.setOffline(false)

  await go('/admin')
  await opened.hands.press(page.locator('.bar-more > summary'))
  await opened.hands.press(page.locator('.bar-sheet').getByRole('button', { name: desk.signOut }))
  await title(page, words.en.signIn.title).waitFor()
  const left = await page.evaluate(async () => ({
    caches: (await caches.keys()).filter((name) => name.startsWith('desk-pages-')),
    databases: (await indexedDB.databases()).length,
  }))
  expect(left).toEqual({ caches: [], databases: 0 })
  await context.setOffline(true)
  await expect(page.goto(`${origin}/admin`)).rejects.toThrow('net::ERR')
})

test('what one person left on a device is not there for another', async ({ system, visit }) => {
  await addClassNow(system, lotusPortal, { serviceId, names: ['Ina Inside'] })
  const opened = await arriveLocally(visit, system)
  const { page, origin } = opened
  // The session ends elsewhere; somebody else signs in who never opens the day.
  await page.context().clearCookies()
  await signInAt(opened, demoLogin(system, lotusPortal), '/account')
  await page.context().setOffline(true)
  await expect(page.goto(`${origin}/admin`)).rejects.toThrow('net::ERR')
})

test('axe finds nothing serious on the day and on a class, and both fit', async ({ system, visit }) => {
  const names = ['Maximiliana Featherstonehaugh-Montgomery', 'Jo Li']
  const { id } = await addClassNow(system, lotusPortal, { serviceId, names })
  const { page, go, ...opened } = await visit(lotusPortal, { context: calm })
  await signInAt({ page, go, ...opened }, demoLogin(system, lotusPortal, 'owner'), '/admin')
  const found: string[] = []
  for (const path of ['/admin', `/admin/sessions/${id}`]) {
    await go(path)
    await page.locator('.roster-more > summary').first().click()
    found.push(...(await findPageFaults(page, path)))
  }
  expect(found).toEqual([])
})
