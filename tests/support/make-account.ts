import { eq } from 'drizzle-orm'
import { clients, users } from '../../db/tenant/schema/index.ts'
import type { Login, TenantContext } from '../../tenants/context.ts'
import { makeId } from '../../tenants/ids.ts'
import type { TestTenant } from './make-tenant.ts'

/** What somebody asks with who has signed in and is no client here: in a browser, a moment ago. */
export async function signInPerson(
  tenant: TestTenant,
  { email = 'elena@example.test', name = 'Elena Ivanova' } = {},
): Promise<TenantContext & { login: Login }> {
  const user = { id: makeId('usr'), email, name, locale: 'en' as const, hasPassword: false }
  const { orm, write } = tenant.ctx.db
  await write([
    orm.insert(users).values({ id: user.id, email, name, locale: 'en', createdAt: tenant.clock.now() }),
  ])
  const login: Login = {
    sessionId: makeId('key'),
    kind: 'browser',
    user,
    authenticatedAt: tenant.clock.now(),
    hasSecondFactor: false,
    clientId: null,
    staff: null,
  }
  return { ...tenant.makeContext(), login }
}

/** The same for a client: the one with this address, who may have booked before, or a new one. */
export async function signInClient(
  tenant: TestTenant,
  changes: { email?: string; name?: string } = {},
): Promise<TenantContext & { login: Login & { clientId: string } }> {
  const ctx = await signInPerson(tenant, changes)
  const { user } = ctx.login
  const { orm, write } = tenant.ctx.db
  const [firstName = '', lastName = ''] = user.name.split(' ')
  const [, [client]] = await write([
    orm
      .insert(clients)
      .values({
        id: makeId('cli'),
        email: user.email,
        firstName,
        lastName,
        locale: 'en',
        userId: user.id,
        createdAt: 0,
      })
      .onConflictDoUpdate({ target: clients.email, set: { userId: user.id } }),
    orm.select({ id: clients.id }).from(clients).where(eq(clients.userId, user.id)),
  ])
  if (!client) throw new Error('nobody was signed in')
  const clientId = client.id
  return {
    ...ctx,
    actor: { kind: 'client', userId: user.id, clientId },
    login: { ...ctx.login, clientId },
  }
}
