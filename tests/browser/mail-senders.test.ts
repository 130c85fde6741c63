import { eq, sql } from 'drizzle-orm'
import { afterAll, expect } from 'vitest'
import { clients, messageSettings, notificationChoices } from '../../db/tenant/schema/index.ts'
import { makeUnsubscribeToken } from '../../tenants/unsubscribe/unsubscribe-token.ts'
import { startResendServer } from '../fakes/resend-server.ts'
import { ask } from '../support/ask.ts'
import { sizes, test } from '../support/browser-test.ts'
import { demoLogin, signInAt } from '../support/demo-logins.ts'
import { lotusPortal, words } from '../support/demo-portals.ts'
import { listClipped } from '../support/list-clipped.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { title } from '../support/walk-portal.ts'

const resend = await startResendServer()
afterAll(() => resend.close())

test.override('systemOptions', {
  seed: 'demo',
  vars: { RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.url },
})

const { admin, mailSender, clientMail, unsubscribe } = words.en

test('a studio’s mail comes from its own address, as soon as its records are found', async ({
  system,
  visit,
}) => {
  const opened = await visit(lotusPortal, { expected: [422] })
  const { page, hands } = opened
  await signInAt(opened, demoLogin(system, lotusPortal, 'owner'), '/admin/messages/senders')
  await hands.press(page.getByRole('link', { name: mailSender.setUp }))
  await page.locator('#domain').fill('studio')
  await hands.press(page.getByRole('button', { name: mailSender.add }))
  await page.getByText(mailSender.errors['domain.not_a_domain']).waitFor()
  await page.locator('#domain').fill('hello@mail.lotus.example')
  await hands.press(page.getByRole('button', { name: mailSender.add }))

  await page.getByText(mailSender.stateText.pending).waitFor()
  await page.getByText('send.mail', { exact: true }).first().waitFor()
  expect(await page.getByText(mailSender.missing).count()).toBe(3)
  await page.setViewportSize({ width: 320, height: 900 })
  expect(await listClipped(page)).toEqual([])
  await page.setViewportSize(sizes.desktop)

  resend.domains.publish('mail.lotus.example')
  await longAgo(system)
  await hands.press(page.getByRole('button', { name: mailSender.check }))
  await page.getByText(mailSender.stateText.verified).waitFor()
  await page.getByText('hello@mail.lotus.example').first().waitFor()

  await hands.press(page.getByRole('link', { name: mailSender.remove }))
  await title(page, mailSender.removeTitle).waitFor()
  await hands.press(page.getByRole('button', { name: mailSender.remove }))
  await page.getByText(admin.desk.done.mailDomainGone).waitFor()
  expect(resend.domains.all.size).toBe(0)
})

/** Whoever looks again at once reads what was found. */
async function longAgo({ openTenant }: TestSystem): Promise<void> {
  const { orm, write } = await openTenant(lotusPortal.tenantId)
  await write([orm.update(messageSettings).set({ mailDomainCheckedAt: 0 })])
}

test('staff see that a client’s mail does not arrive, and have it sent again', async ({ system, visit }) => {
  const { orm, read, write } = await system.openTenant(lotusPortal.tenantId)
  const [[client]] = await read([
    orm
      .select()
      .from(clients)
      .where(sql`email IS NOT NULL`)
      .limit(1),
  ])
  const id = client?.id ?? ''
  await write([
    orm.update(clients).set({ mailRefusedAt: Date.now(), mailRefusal: 'bounced' }).where(eq(clients.id, id)),
  ])
  const opened = await visit(lotusPortal, { size: 'phone' })
  const { page, hands } = opened
  await signInAt(opened, demoLogin(system, lotusPortal, 'front_desk'), `/admin/clients/${id}`)
  await page.getByText(clientMail.title.bounced).waitFor()
  await hands.press(page.getByRole('button', { name: clientMail.allow }))
  await page.getByText(admin.desk.done.mailRefusalCleared).waitFor()
  expect(await page.getByText(clientMail.title.bounced).count()).toBe(0)
})

test('one press says no to reminders, signed in or not, and another one yes again', async ({
  system,
  visit,
}) => {
  const { tenantId, host } = lotusPortal
  const { orm, read } = await system.openTenant(tenantId)
  const [[client]] = await read([orm.select().from(clients).limit(1)])
  const subscription = { topic: 'reminder', clientId: client?.id ?? '' } as const
  const tenant = { id: tenantId, slug: '', name: '', status: 'active', primaryHost: host } as const
  const token = await makeUnsubscribeToken({ keys: system.fleet.keys, tenant }, subscription)
  const path = `/unsubscribe?token=${token}`
  const isWanted = async () => {
    const [[choice]] = await read([
      orm.select().from(notificationChoices).where(eq(notificationChoices.clientId, subscription.clientId)),
    ])
    return choice?.isWanted
  }

  const { page, hands, go } = await visit(lotusPortal, {
    withJavaScript: false,
    size: 'phone',
    expected: [410],
  })
  expect(await go(path)).toBe(200)
  await title(page, unsubscribe.ask.reminder).waitFor()
  expect(await isWanted()).toBeUndefined()
  await hands.press(page.getByRole('button', { name: unsubscribe.stop }))
  await title(page, unsubscribe.done.reminder).waitFor()
  expect(await isWanted()).toBe(false)
  await hands.press(page.getByRole('button', { name: unsubscribe.undo }))
  await title(page, unsubscribe.ask.reminder).waitFor()
  expect(await isWanted()).toBe(true)
  expect(await go(`${path}x`)).toBe(410)

  // As a mail program presses it: no cookie, no origin, and no way on (RFC 8058).
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const clicked = { url: system.url, host, path, method: 'POST', headers, body: 'List-Unsubscribe=One-Click' }
  expect(await ask(clicked)).toMatchObject({ status: 200 })
  expect(await isWanted()).toBe(false)
  expect(await ask({ ...clicked, headers: { ...headers, origin: 'https://evil.test' } })).toMatchObject({
    status: 403,
  })
})
