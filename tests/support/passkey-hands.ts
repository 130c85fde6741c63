import { addPasskey } from '../../tenants/access/passkeys/add-passkey.ts'
import { beginAddPasskey } from '../../tenants/access/passkeys/begin-add-passkey.ts'
import {
  beginPasskeyConfirm,
  confirmWithPasskey,
} from '../../tenants/access/passkeys/confirm-with-passkey.ts'
import { beginPasskeySignIn, signInWithPasskey } from '../../tenants/access/passkeys/sign-in-with-passkey.ts'
import type { TenantContext } from '../../tenants/context.ts'
import type { TestTenant } from './make-tenant.ts'
import { makeUser, openLogin, type SignedInContext } from './open-login.ts'
import { makePasskey, type Lies, type SoftPasskey } from './software-authenticator.ts'

/** Where these passkeys are made: Iron Works' own domain. */
export const ORIGIN = 'https://book.ironworks.test'
export async function addSoftPasskey(ctx: SignedInContext, passkey: SoftPasskey, lies: Lies = {}) {
  const { challengeId, options } = await beginAddPasskey(ctx)
  return addPasskey(ctx, { challengeId, response: await passkey.create(options, lies), name: 'Telephone' })
}

export async function signInSoftly(ctx: TenantContext, passkey: SoftPasskey, lies: Lies = {}) {
  const { challengeId, options } = await beginPasskeySignIn(ctx)
  return signInWithPasskey(ctx, { challengeId, response: await passkey.get(options, lies), kind: 'browser' })
}

export async function confirmSoftly(ctx: TenantContext, passkey: SoftPasskey, lies: Lies = {}) {
  const { challengeId, options } = await beginPasskeyConfirm(ctx)
  return confirmWithPasskey(ctx, { challengeId, response: await passkey.get(options, lies) })
}

/** Somebody with a passkey for Iron Works' own domain. */
export async function equipWithPasskey(
  tenant: TestTenant,
  { email = 'elena@example.test', counter = 0 } = {},
) {
  const userId = await makeUser(tenant, email)
  const ctx = await openLogin(tenant, userId)
  const passkey = await makePasskey(ORIGIN)
  await addSoftPasskey(ctx, passkey, { counter })
  return { userId, ctx, passkey }
}
