import { Secret, TOTP } from 'otpauth'
import { expect } from 'vitest'
import { test, type Visit } from '../support/browser-test.ts'
import { demoLogin, sendCredentials, signInAt, type Credentials } from '../support/demo-logins.ts'
import { ironPortal, lotusPortal, words } from '../support/demo-portals.ts'
import { findAxeFaults } from '../support/find-axe-faults.ts'
import { spoken, title } from '../support/walk-portal.ts'

const { signInCode, securityTwoStep } = words.en
const SETTINGS = '/account/security/two-step'

test.for([
  ['with JavaScript', ironPortal, true],
  ['without JavaScript', lotusPortal, false],
] as const)(
  'a second step is set up, and asked for from then on, %s',
  async ([, portal, withJavaScript], { system, visit }) => {
    const who = demoLogin(system, portal)
    const opened = await visit(portal, { withJavaScript, expected: [401] })
    const { page, go, origin } = opened
    const { key, used, codes } = await turnOn(opened, who)
    const file = await page.getByRole('link', { name: securityTwoStep.download }).getAttribute('href')
    for (const code of codes) expect(file).toContain(code)

    await page.context().clearCookies()
    await go(`/sign-in?next=${SETTINGS}`)
    await sendCredentials(opened, who)
    await title(page, signInCode.title).waitFor()
    // The first step opens nothing.
    await go(SETTINGS)
    await title(page, words.en.signIn.title).waitFor()
    await go(`/sign-in/code?next=${SETTINGS}`)
    await sendCode(opened, used, signInCode.submit)
    await page.getByText(signInCode.wrong).waitFor()
    if (withJavaScript) expect(await findAxeFaults(page)).toEqual([])
    // The next one may come early.
    await sendCode(opened, codeOf(key, 1), signInCode.submit)
    await page.waitForURL(origin + SETTINGS)
    await page.getByText(securityTwoStep.onText).waitFor()
    expect(await page.locator('.recovery-codes').count()).toBe(0)
  },
)

test('a recovery code lets in once, and the second step can be removed', async ({ system, visit }) => {
  const who = demoLogin(system, ironPortal, 'trainer')
  const opened = await visit(ironPortal, { expected: [401] })
  const { page, hands, go, origin } = opened
  const { codes } = await turnOn(opened, who)
  const [first = '', second = ''] = codes
  await signInByCode(first.toUpperCase().replaceAll('-', ' '))
  await page.waitForURL(origin + SETTINGS)
  await signInByCode(first)
  await page.getByText(signInCode.wrongRecovery).waitFor()
  await sendCode(opened, second, signInCode.submit)
  await page.waitForURL(origin + SETTINGS)
  expect(await spoken(page.getByRole('main'))).toContain('8 recovery codes are left.')
  await hands.press(page.getByRole('button', { name: securityTwoStep.remove }))
  await page.getByText(securityTwoStep.removed).waitFor()
  await page.context().clearCookies()
  await signInAt(opened, who, SETTINGS)

  async function signInByCode(code: string): Promise<void> {
    await page.context().clearCookies()
    await go(`/sign-in?next=${SETTINGS}`)
    await sendCredentials(opened, who)
    await hands.press(page.getByRole('link', { name: signInCode.useRecovery }))
    await page.getByText(signInCode.recoveryText).waitFor()
    await sendCode(opened, code, signInCode.submit)
  }
})

/** Signs in and sets up the second step, with one mistake: the app's key, the code that was taken, and the recovery codes. */
async function turnOn(opened: Visit, who: Credentials) {
  const { page, hands } = opened
  await signInAt(opened, who, SETTINGS)
  await hands.press(page.getByRole('button', { name: securityTwoStep.begin }))
  const key = await spoken(page.locator('.totp-key'))
  await sendCode(opened, '000000', securityTwoStep.confirm)
  await page.getByText(securityTwoStep.wrong).waitFor()
  expect(await spoken(page.locator('.totp-key'))).toBe(key)
  const used = codeOf(key)
  await sendCode(opened, used, securityTwoStep.confirm)
  await page.getByRole('heading', { name: securityTwoStep.codesTitle }).waitFor()
  const codes = await page.locator('.recovery-codes code').allTextContents()
  expect(new Set(codes).size).toBe(10)
  return { key, used, codes }
}

/** What the app shows now, or some steps of half a minute later. */
function codeOf(key: string, steps = 0): string {
  const app = new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) })
  return app.generate({ timestamp: Date.now() + steps * 30_000 })
}

async function sendCode({ page, hands }: Visit, code: string, button: string): Promise<void> {
  await page.locator('#code').fill(code)
  await hands.press(page.getByRole('button', { name: button, exact: true }))
}
