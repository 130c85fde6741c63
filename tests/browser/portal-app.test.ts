import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { pushSubscriptions } from '../../db/tenant/schema/index.ts'
import { makePushServer } from '../fakes/push-server.ts'
import { test, type Visit } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import {
  bookElsewhere,
  ironPortal,
  listFreeTimes,
  nameIn,
  words,
  type DemoPortal,
} from '../support/demo-portals.ts'
import { findPageFaults } from '../support/find-page-faults.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { title } from '../support/walk-portal.ts'

/** Workers want https, or a name that can only be this machine's. */
const local: DemoPortal = { ...ironPortal, host: 'ironworks.localhost' }
const said = words.en

/** What the device keeps: the paths of its pages. */
const keptPages = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const kept = await (await caches.open('portal-pages')).keys()
    return kept.map(({ url }) => new URL(url).pathname + new URL(url).search).toSorted()
  })

const untilKept = (page: Page, pages: string[]) =>
  expect.poll(() => keptPages(page), { timeout: 15_000 }).toEqual(pages)

test('the site of a studio can be installed, in its own look, and says so in no page of the admin', async ({
  visit,
}) => {
  const { page, go } = await visit(local)
  await go('/')
  await untilKept(page, ['/offline?plain'])
  const devtools = await page.context().newCDPSession(page)
  const { data = '', errors } = await devtools.send('Page.getAppManifest')
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  expect(errors).toEqual([])
  // Playwright's visitors leave nothing behind, for which Chromium installs nothing.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])

  const manifest = JSON.parse(data)
  expect(manifest).toMatchObject({
    id: '/',
    scope: '/',
    start_url: '/',
    name: local.name,
    display: 'standalone',
  })
  expect(manifest.icons.map(({ purpose }: { purpose: string }) => purpose)).toEqual(['any', 'maskable'])
  const { icons, shortcuts } = manifest as { icons: { src: string }[]; shortcuts: { url: string }[] }
  const statuses = await page.evaluate(
    (paths) => Promise.all(paths.map(async (path) => (await fetch(path)).status)),
    [...icons.map(({ src }) => src), ...shortcuts.map(({ url }) => url)],
  )
  expect(new Set(statuses)).toEqual(new Set([200]))
  const scopes = await page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
  )
  expect(scopes).toEqual(['/'])
})

test('without a connection a client sees what they have booked, and nobody does once they signed out', async ({
  system,
  visit,
}) => {
  const opened = await visit(local, { size: 'phone', isOffline: true })
  const { page, go, hands, origin } = opened
  const context = page.context()
  const who = demoLogin(system, local)
  const [startsAt = 0] = await listFreeTimes({ url: system.url, portal: local })
  await bookElsewhere(system.url, local, { startsAt, trainerId: local.trainer.id, email: who.email })
  await signInAt(opened, who, '/account')
  await untilKept(page, ['/offline', '/offline?plain'])

  await context.setOffline(true)
  const service = nameIn(local.service.name, 'en')
  for (const path of ['/', '/account', '/book']) {
    await page.goto(origin + path)
    await title(page, said.offline.title).waitFor()
    await page.getByRole('heading', { name: service }).first().waitFor()
  }
  expect(await findPageFaults(page, '/offline')).toEqual([])
  // Nothing of theirs is kept beyond it, and nothing of the studio's work at all.
  expect(await page.evaluate(async () => (await caches.keys()).toSorted())).toEqual([
    'portal-files',
    'portal-pages',
  ])
  await expect(page.goto(`${origin}/admin`)).rejects.toThrow('net::ERR')

  await context.setOffline(false)
  await go('/account')
  await hands.press(page.getByRole('button', { name: said.signIn.signOut }).last())
  await title(page, said.signIn.title).waitFor()
  await untilKept(page, ['/offline?plain'])
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await context.setOffline(true)
  await page.goto(`${origin}/account`)
  await title(page, said.offline.title).waitFor()
  expect(await page.getByText(service).count()).toBe(0)
})

test('whoever uses the device next never sees what the one before had booked', async ({ system, visit }) => {
  const opened = await visit(local, { isOffline: true, language: 'bg' })
  const { page, origin } = opened
  await signInAt(opened, demoLogin(system, local), '/account')
  await untilKept(page, ['/offline', '/offline?plain'])
  // The session ends elsewhere; somebody else comes who is no client.
  await page.context().clearCookies()
  await opened.go('/sign-in')
  await untilKept(page, ['/offline?plain'])
  await page.context().setOffline(true)
  await page.goto(`${origin}/account`)
  await title(page, words.bg.offline.title).waitFor()
  expect(await page.getByText(words.bg.offline.yours).count()).toBe(0)
})

test('a device is turned on by a press, shows what the studio writes, and is turned off', async ({
  system,
  visit,
}) => {
  const opened = await visit(local, { isOffline: true })
  const { page, hands, go, origin } = opened
  await page.context().grantPermissions(['notifications'], { origin })
  await page.addInitScript(standIn, makePushServer().subscribe('key'))
  await signInAt(opened, demoLogin(system, local), '/account/notifications')
  await page.getByText(said.push.off).waitFor()
  expect(await devicesOf(system)).toEqual([])

  await hands.press(page.getByRole('button', { name: said.push.turnOn }))
  await page.getByText(said.push.on).waitFor()
  await page.getByText(said.push.here, { exact: true }).waitFor()
  expect(await devicesOf(system)).toEqual(['Chrome on Linux'])
  expect(await findPageFaults(page, '/account/notifications')).toEqual([])

  await deliver(
    opened,
    JSON.stringify({ title: 'Iron Works', body: 'Tomorrow', url: `${origin}/account`, tag: 'bkg_1' }),
  )
  await deliver(
    opened,
    JSON.stringify({ title: 'Iron Works', body: 'Moved', url: `${origin}/account`, tag: 'bkg_1' }),
  )
  await deliver(opened, 'not for us')
  await expect
    .poll(() => shown(page))
    .toEqual([
      ['Iron Works', 'Moved'],
      ['ironworks.localhost', ''],
    ])

  await hands.press(page.getByRole('checkbox', { name: said.push.changes }))
  await hands.press(page.getByRole('button', { name: said.account.save }).last())
  await page.getByText(said.account.saved).waitFor()
  expect(await page.getByRole('checkbox', { name: said.push.changes }).isChecked()).toBe(false)
  await hands.press(page.getByText(said.push.rename, { exact: true }))
  await page.locator('input[name=device]').fill('My laptop')
  await hands.press(page.locator('button[value=rename]'))
  await page.getByRole('heading', { name: 'My laptop' }).waitFor()

  await go('/account/notifications')
  await hands.press(page.getByRole('button', { name: said.push.turnOff }))
  await page.getByText(said.push.off).waitFor()
  expect(await devicesOf(system)).toEqual([])
})

test('somebody who refuses is told how to change their mind, and is not asked before they press', async ({
  system,
  visit,
}) => {
  const opened = await visit(local)
  const { page } = opened
  await page.addInitScript(() => {
    Object.assign(window, { asked: 0 })
    let permission: NotificationPermission = 'default'
    Object.defineProperty(Notification, 'permission', { get: () => permission })
    Notification.requestPermission = async () => {
      Reflect.set(window, 'asked', Number(Reflect.get(window, 'asked')) + 1)
      permission = 'denied'
      return permission
    }
  })
  await signInAt(opened, demoLogin(system, local), '/account/notifications')
  await page.getByText(said.push.off).waitFor()
  expect(await page.evaluate(() => Reflect.get(window, 'asked') as number)).toBe(0)
  await opened.hands.press(page.getByRole('button', { name: said.push.turnOn }))
  await page.getByText(said.push.denied).waitFor()
  expect(await page.evaluate(() => Reflect.get(window, 'asked') as number)).toBe(1)
})

test('whoever may install the site is told so on their account, until they say no', async ({
  system,
  visit,
}) => {
  const opened = await visit(local, { size: 'phone' })
  const { page, go, hands } = opened
  await signInAt(opened, demoLogin(system, local), '/account')
  const hint = page.getByRole('complementary', { name: said.app.title })
  expect(await hint.count()).toBe(0)
  await offerInstall(page)
  await hint.getByRole('button', { name: said.app.install }).waitFor()
  expect(await findPageFaults(page, '/account')).toEqual([])
  await hands.press(hint.getByRole('button', { name: said.app.dismiss }))
  await hint.waitFor({ state: 'detached' })
  await go('/account')
  await offerInstall(page)
  expect(await hint.count()).toBe(0)
})

/** As Chromium does where it would install the site by itself. */
const offerInstall = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const offer = new Event('beforeinstallprompt', { cancelable: true })
    window.dispatchEvent(Object.assign(offer, { prompt: async () => {} }))
  })

/** Chromium's push service is far away: a subscription of the stand-in's takes its place in the page. */
function standIn({ endpoint, p256dh, auth }: { endpoint: string; p256dh: string; auth: string }): void {
  const isOn = () => localStorage.getItem('stand-in') === 'on'
  const subscription = {
    endpoint,
    toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
    unsubscribe: async () => {
      localStorage.removeItem('stand-in')
      return true
    },
  }
  Object.assign(PushManager.prototype, {
    getSubscription: async () => (isOn() ? subscription : null),
    subscribe: async () => {
      localStorage.setItem('stand-in', 'on')
      return subscription
    },
  })
}

async function devicesOf({ openTenant }: TestSystem): Promise<string[]> {
  const { orm, read } = await openTenant(local.tenantId)
  const [rows] = await read([orm.select({ device: pushSubscriptions.device }).from(pushSubscriptions)])
  return rows.map(({ device }) => device)
}

/** As a push service would, by way of the developer tools. */
async function deliver({ page, origin }: Visit, data: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const found = registrations.find(({ scopeURL }) => scopeURL === `${origin}/`)
      if (found) resolve(found.registrationId)
    })
  })
  await devtools.send('ServiceWorker.enable')
  await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data })
  await devtools.detach()
}

const shown = (page: Page): Promise<string[][]> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    const notices = await registration.getNotifications()
    return notices.map(({ title: name, body }) => [name, body]).toSorted()
  })
