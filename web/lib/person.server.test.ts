import { describe, expect, it } from 'vitest'
import { signInClient } from '../../tests/support/make-account.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { requireFresh } from '../../tenants/access/require-fresh.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { minutes } from '../../tenants/durations.ts'
import { inAccount, inAdmin } from './person.server.ts'

const argsOf = (ctx: TenantContext, path: string) => ({
  context: { ctx, nonce: '', report: () => {} },
  request: new Request(ctx.origin + path),
  params: path.startsWith('/bg/') ? { lang: 'bg' } : {},
})

/** Where a loader or an action leads instead of answering. */
async function ledTo(asked: Promise<unknown>): Promise<string | null> {
  const answer = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return answer instanceof Response ? answer.headers.get('Location') : null
}

describe('pages of people', () => {
  it('ask whoever has not signed in to do so, and come back', async () => {
    const { ctx } = await makeTenant()
    const page = async () => 'secret'
    expect(await ledTo(inAccount(page)(argsOf(ctx, '/bg/account/past?page=2')))).toBe(
      '/bg/sign-in?next=%2Fbg%2Faccount%2Fpast%3Fpage%3D2',
    )
    expect(await ledTo(inAdmin(page)(argsOf(ctx, '/admin/staff')))).toBe('/sign-in?next=%2Fadmin%2Fstaff')
  })

  it('ask again who it is where a verb wants to know, and come back', async () => {
    const tenant = await makeTenant()
    const ctx = await signInClient(tenant)
    const change = inAccount(async (person) => requireFresh(person.ctx).user.id)
    expect(await change(argsOf(ctx, '/account/security/email'))).toBe(ctx.login.user.id)
    tenant.clock.advance(minutes(10))
    expect(await ledTo(change(argsOf(ctx, '/account/security/email')))).toBe(
      '/account/confirm?next=%2Faccount%2Fsecurity%2Femail',
    )
  })

  it('refuse a client at the door of the staff', async () => {
    const tenant = await makeTenant()
    const asked = inAdmin(async () => 'secret')(argsOf(await signInClient(tenant), '/admin'))
    await expect(asked).rejects.toMatchObject({ data: { code: 'forbidden' }, init: { status: 403 } })
  })
})
