import { expect } from 'vitest'
import { beginTotp } from '../../tenants/access/factors/begin-totp.ts'
import { confirmTotp } from '../../tenants/access/factors/confirm-totp.ts'
import { openSession } from '../../tenants/access/open-session.ts'
import { minutes, seconds } from '../../tenants/durations.ts'
import { makeTenant, type TestTenant } from './make-tenant.ts'
import { makeUser, openLogin, type SignedInContext } from './open-login.ts'
import { readTotp } from './read-totp.ts'

export type Protected = {
  tenant: TestTenant
  userId: string
  /** The login with which the app was set up. */
  ctx: SignedInContext
  secret: string
  codes: string[]
  /** What the app shows now, or so many steps of 30 s later. */
  code: (steps?: number) => string
}

/** Somebody with an app, a minute ago. */
export async function protectPerson(tenant?: TestTenant): Promise<Protected> {
  const studio = tenant ?? (await makeTenant())
  const userId = await makeUser(studio, 'elena@example.test')
  const ctx = await openLogin(studio, userId)
  const { secret } = await beginTotp(ctx)
  const code = (steps = 0) => readTotp(secret, studio.clock.now() + seconds(30 * steps))
  const { recoveryCodes: codes } = await confirmTotp(ctx, { code: code() })
  studio.clock.advance(minutes(1))
  return { tenant: studio, userId, ctx, secret, codes, code }
}

/** The secret of a session that awaits the second factor. */
export async function awaitCode({ tenant, userId }: Protected): Promise<string> {
  const signedIn = await openSession(tenant.makeContext(), { userId, method: 'password', kind: 'browser' })
  expect(signedIn).toMatchObject({ state: 'second_factor', options: ['totp', 'recovery'] })
  return signedIn.secret
}
