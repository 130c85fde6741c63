import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { loginSessions, users } from '../../db/tenant/schema/index.ts'
import { test } from '../support/browser-test.ts'
import { demoLogin, mailedPath, sendCredentials, signInAt } from '../support/demo-logins.ts'
import { ironPortal, lotusPortal, portals, words, type DemoPortal } from '../support/demo-portals.ts'
import { findAxeFaults } from '../support/find-axe-faults.ts'
import type { TestSystem } from '../support/start-test-system.ts'
import { fillIn, spoken, title } from '../support/walk-portal.ts'

const calm = { reducedMotion: 'reduce' } as const
const PASSWORD = 'seven quiet tortoises'

const cases: [string, DemoPortal, 'bg' | 'en', boolean][] = [
  ['Iron Works, with JavaScript', ironPortal, 'bg', true],
  ['Lotus Yoga, without JavaScript', lotusPortal, 'en', false],
]

test.for(cases)(
  'somebody makes an account, signs out, and in again: %s',
  async ([, portal, locale, withJavaScript], { system, visit }) => {
    const opened = await visit(portal, { language: locale, withJavaScript, expected: [401, 410, 422] })
    const { page, hands, go, origin } = opened
    const said = words[locale]
    const email = `new-${portal.tenantId}@example.test`
    await go('/')
    await hands.press(page.getByRole('banner').getByRole('link', { name: said.signIn.link }))
    await hands.press(page.getByRole('link', { name: said.signIn.register }))
    await title(page, said.register.title).waitFor()
    await page.locator('#firstName').fill('Elena')
    await page.locator('#lastName').fill('Dimova')
    await page.locator('#email').fill('elena@')
    await hands.press(page.getByRole('button', { name: said.register.submit }))
    await page.getByText(said.fieldErrors.email).waitFor()
    expect(await page.locator('#firstName').inputValue()).toBe('Elena')
    await page.locator('#email').fill(email)
    await hands.press(page.getByRole('button', { name: said.register.submit }))
    await title(page, said.mailSent.title).waitFor()

    const path = await mailedPath(system, email, 1)
    await go(path)
    await title(page, fillIn(said.say.welcomeName, { name: 'Elena' })).waitFor()
    await page.locator('#password').fill('password12')
    await hands.press(page.getByRole('button', { name: said.register.completeSubmit }))
    const field = page.locator('#password')
    await page.locator('#password-error').waitFor()
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true)
    await field.fill(PASSWORD)
    await hands.press(page.getByRole('button', { name: said.register.completeSubmit }))
    await page.waitForURL(/\/account$/)
    expect(await go(path)).toBe(410)
    await title(page, said.spentLink.title).waitFor()

    const account = page.getByRole('banner').getByRole('link', { name: said.signIn.account })
    await hands.press(account)
    await hands.press(page.getByRole('button', { name: said.signIn.signOut }))
    await page.getByText(said.signIn.signedOut).waitFor()
    expect(await account.count()).toBe(0)

    await go('/account/security')
    await title(page, said.signIn.title).waitFor()
    await sendCredentials(opened, { email, password: 'seven quiet turtles' })
    expect(await spoken(page.getByRole('alert'))).toBe(said.signIn.wrong)
    await sendCredentials(opened, { email, password: PASSWORD })
    await title(page, said.security.title).waitFor()
    expect(page.url()).toBe(`${origin}/account/security`)
  },
)

test('a forgotten password is replaced by a link, which looking at does not use up', async ({
  system,
  visit,
}) => {
  const { email } = demoLogin(system, lotusPortal, 'trainer')
  const opened = await visit(lotusPortal, { withJavaScript: false, expected: [410, 422] })
  const { page, hands, go } = opened
  const { mailSent, resetPassword, passwordErrors, signIn, spentLink } = words.en
  await go('/sign-in')
  await hands.press(page.getByRole('link', { name: signIn.forgot }))
  for (const address of ['nobody@example.test', email]) {
    await go('/forgot-password')
    await page.locator('#email').fill(address)
    await hands.press(page.getByRole('button', { name: resetPassword.submit }))
    await page.getByText(mailSent.reset).waitFor()
  }

  const path = await mailedPath(system, email, 1)
  await go(path)
  await go(path)
  await page.locator('#password').fill('lotusyoga1')
  await hands.press(page.getByRole('button', { name: resetPassword.newSubmit }))
  expect(await spoken(page.locator('#password-error'))).toBe(passwordErrors.tooObvious)
  await page.locator('#password').fill(PASSWORD)
  await hands.press(page.getByRole('button', { name: resetPassword.newSubmit }))
  await page.getByText(signIn.passwordSet).waitFor()
  await sendCredentials(opened, { email, password: PASSWORD })
  await page.waitForURL(/\/admin$/)
  expect(await go(path)).toBe(410)
  expect(await page.getByRole('link', { name: spentLink.reset }).getAttribute('href')).toBe(
    '/forgot-password',
  )
})

test('a link signs in when its button is pressed, once', async ({ system, visit }) => {
  const { email } = demoLogin(system, ironPortal)
  const { page, hands, go } = await visit(ironPortal, { size: 'phone', expected: [410] })
  const { mailSent, say, signIn, spentLink } = words.en
  await go('/sign-in')
  await hands.write(page.locator('#email'), email)
  await hands.press(page.getByRole('button', { name: signIn.linkInstead }))
  await page.getByText(mailSent.signIn).waitFor()
  const path = (await mailedPath(system, email, 1)).replace(/^\/bg/, '/en')
  await go(path)
  await go(path)
  await page.getByText(fillIn(say.signInAs, { email })).waitFor()
  await hands.press(page.getByRole('main').getByRole('button', { name: signIn.submit }))
  await page.waitForURL(/\/account$/)
  expect(await go(path)).toBe(410)
  await title(page, spentLink.title).waitFor()
})

test.for([true, false])(
  'what is well protected asks again after a while, and comes back (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    const who = demoLogin(system, lotusPortal)
    const opened = await visit(lotusPortal, { withJavaScript, expected: [401] })
    const { page, hands, origin } = opened
    const { confirmIdentity, security, securityEmail, mailSent } = words.en
    await signInAt(opened, who, '/account/security')
    await ageLogins(system, lotusPortal, who.email)
    await hands.press(page.getByRole('link', { name: security.emailChange }))
    await title(page, confirmIdentity.title).waitFor()
    for (const password of ['not the password', who.password]) {
      await page.locator('#password').fill(password)
      await hands.press(page.getByRole('button', { name: confirmIdentity.submit }))
      if (password === who.password) break
      await page.getByText(confirmIdentity.wrong).waitFor()
    }
    await title(page, security.emailChange).waitFor()
    expect(page.url()).toBe(`${origin}/account/security/email`)

    const email = `moved-${withJavaScript}@example.test`
    await page.locator('#email').fill(email)
    await hands.press(page.getByRole('button', { name: securityEmail.submit }))
    await page.getByText(mailSent.email).waitFor()
    await opened.go(await mailedPath(system, email, 1))
    expect(await spoken(page.getByRole('main'))).toContain(email)
  },
)

test('a changed password ends every other device, and each can be ended by itself', async ({
  system,
  visit,
}) => {
  const who = demoLogin(system, ironPortal, 'front_desk')
  const { securityPassword, securityDevices } = words.en
  const here = await visit(ironPortal, { expected: [401] })
  const there = await visit(ironPortal, { withJavaScript: false })
  await signInAt(here, who, '/account/security/devices')
  await signInAt(there, who, '/account/security')
  await here.go('/account/security/devices')
  const { page, hands } = here
  expect(await page.getByText(securityDevices.here, { exact: true }).count()).toBe(1)
  await hands.press(page.getByRole('main').getByRole('listitem').getByRole('button'))
  await page.getByText(securityDevices.ended).waitFor()
  await there.go('/account/security')
  await title(there.page, words.en.signIn.title).waitFor()

  await signInAt(there, who, '/account/security')
  await here.go('/account/security/password')
  await page.locator('#currentPassword').fill('not the password')
  await page.locator('#newPassword').fill(PASSWORD)
  await hands.press(page.getByRole('button', { name: securityPassword.change }))
  await page.getByText(securityPassword.wrong).waitFor()
  await page.locator('#currentPassword').fill(who.password)
  await page.locator('#newPassword').fill(PASSWORD)
  await hands.press(page.getByRole('button', { name: securityPassword.change }))
  await page.getByText(securityPassword.done).waitFor()
  await there.go('/account/security')
  await title(there.page, words.en.signIn.title).waitFor()
})

test.for(portals)(
  'axe finds nothing serious in the security settings of $name',
  async (portal, { system, visit }) => {
    const opened = await visit(portal, { context: calm, expected: [401] })
    const found: string[] = []
    const look = async (name: string) =>
      found.push(...(await findAxeFaults(opened.page)).map((fault) => `${name}: ${fault}`))
    await signInAt(opened, demoLogin(system, portal, 'manager'), '/account/confirm')
    await look('confirm')
    for (const part of ['', '/password', '/passkeys', '/devices', '/email', '/two-step']) {
      await opened.go(`/account/security${part}`)
      await look(part)
    }
    await opened.page.getByRole('button', { name: words.en.securityTwoStep.begin }).click()
    await opened.page.locator('#code').waitFor()
    await look('setting up')
    expect(found).toEqual([])
  },
)

/** Somebody signed in longer ago than is believed without asking. */
async function ageLogins(system: TestSystem, { tenantId }: DemoPortal, email: string): Promise<void> {
  const { orm, read, write } = await system.openTenant(tenantId)
  const [[user]] = await read([orm.select({ id: users.id }).from(users).where(eq(users.email, email))])
  const longAgo = Date.now() - 3_600_000
  await write([
    orm
      .update(loginSessions)
      .set({ authenticatedAt: longAgo })
      .where(eq(loginSessions.userId, user?.id ?? '')),
  ])
}
