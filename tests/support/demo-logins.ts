import { demoPassword, listDemoPeople } from '../../scripts/seed/demo-people.ts'
import { ironWorks } from '../../scripts/seed/iron-works.ts'
import { lotusYoga } from '../../scripts/seed/lotus-yoga.ts'
import type { System } from '../../scripts/local/start-system.ts'
import type { RoleKey } from '../../tenants/access/built-in-roles.ts'
import type { Visit } from './browser-test.ts'
import type { DemoPortal } from './demo-portals.ts'
import { waitForMail } from './wait-for-mail.ts'

export type Credentials = { email: string; password: string }

/** Whom the demo lets in at a studio in this role. */
export function demoLogin(
  { fleet }: System,
  { tenantId }: DemoPortal,
  role: RoleKey | 'client' = 'client',
): Credentials {
  const studio = [ironWorks, lotusYoga].find(({ id }) => id === tenantId)
  const person = studio && listDemoPeople(studio).find((one) => one.role === role)
  if (!person) throw new Error(`nobody is ${role} at ${tenantId}`)
  return { email: person.email, password: demoPassword(fleet.keys) }
}

/** Fills in and sends the form of the sign-in page, which is open. */
export async function sendCredentials(
  { page, hands }: Visit,
  { email, password }: Credentials,
): Promise<void> {
  await page.locator('#email').fill(email)
  await page.locator('#password').fill(password)
  await hands.press(
    page
      .locator('main form')
      .first()
      .getByRole('button', { name: /^(Sign in|Влезте)$/ }),
  )
}

/** Opens the sign-in page, signs in, and waits for `next`. */
export async function signInAt(visit: Visit, who: Credentials, next: string): Promise<void> {
  await visit.go(`/sign-in?next=${encodeURIComponent(next)}`)
  await sendCredentials(visit, who)
  await visit.page.waitForURL(visit.origin + next)
}

/** The path of the link in the newest of `count` mails to an address. */
export async function mailedPath({ url }: System, to: string, count: number): Promise<string> {
  const mail = (await waitForMail(url, to, count)).at(-1)
  const link = /https?:\/\/\S+[?&]token=[\w.~-]+/.exec(mail?.text ?? '')?.[0]
  if (link === undefined) throw new Error(`no link in: ${mail?.text}`)
  const { pathname, search } = new URL(link)
  return pathname + search
}
