import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { test } from '../support/browser-test.ts'
import { demoLogin, sendCredentials, signInAt } from '../support/demo-logins.ts'
import { ironPortal, words, type DemoPortal } from '../support/demo-portals.ts'
import { findAxeFaults } from '../support/find-axe-faults.ts'
import { title } from '../support/walk-portal.ts'

const { confirmIdentity, securityPasskeys, signIn } = words.en
const SETTINGS = '/account/security/passkeys'
/** Passkeys want https, or a name that can only be this machine's. */
const local: DemoPortal = { ...ironPortal, host: 'ironworks.localhost' }

test('a passkey is added, named, signs in, proves who it is, and is removed', async ({ system, visit }) => {
  const who = demoLogin(system, local)
  const opened = await visit(local, { expected: [401] })
  const { page, hands, go, origin } = opened
  // Chromium's own authenticator would answer at once what waits to be picked.
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)
  })
  await addAuthenticator(page)
  await signInAt(opened, who, SETTINGS)
  await page.getByLabel(securityPasskeys.nameNew).fill('My phone')
  await hands.press(page.getByRole('button', { name: securityPasskeys.add }))
  await page.getByText(securityPasskeys.added).waitFor()
  expect(await findAxeFaults(page)).toEqual([])
  await hands.press(page.getByRole('button', { name: securityPasskeys.add }))
  await page.getByText(securityPasskeys.known).waitFor()

  await hands.press(page.getByText(securityPasskeys.rename, { exact: true }))
  await page.getByLabel(securityPasskeys.name, { exact: true }).fill('Old phone')
  await hands.press(page.getByRole('button', { name: securityPasskeys.save }))
  await page.getByRole('heading', { name: 'Old phone' }).waitFor()

  await page.context().clearCookies()
  await go(`/sign-in?next=${SETTINGS}`)
  await hands.press(page.getByRole('button', { name: signIn.passkey }))
  await page.waitForURL(origin + SETTINGS)

  await go(`/account/confirm?next=${SETTINGS}`)
  await hands.press(page.getByRole('button', { name: confirmIdentity.withPasskey }))
  await page.waitForURL(origin + SETTINGS)

  await hands.press(page.getByText(securityPasskeys.remove, { exact: true }).first())
  await hands.press(page.getByRole('button', { name: securityPasskeys.remove }))
  await page.getByText(securityPasskeys.removed).waitFor()
  await page.context().clearCookies()
  await go(`/sign-in?next=${SETTINGS}`)
  await hands.press(page.getByRole('button', { name: signIn.passkey }))
  await page.getByText(signIn.passkeyRefused).waitFor()
  await sendCredentials(opened, who)
  await page.getByText(securityPasskeys.none).waitFor()
})

test('without JavaScript a page says what it cannot do, and offers no passkey', async ({ system, visit }) => {
  const opened = await visit(local, { withJavaScript: false })
  await signInAt(opened, demoLogin(system, local, 'owner'), SETTINGS)
  await title(opened.page, words.en.security.passkeys).waitFor()
  expect(await opened.page.locator('noscript').textContent()).toContain(securityPasskeys.noScripts)
})

/** A phone with a finger on it, of Chromium's own making. */
async function addAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable', { enableUI: false })
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
