import { users } from '../../db/tenant/schema/index.ts'
import { findLogin } from '../../tenants/access/find-login.ts'
import { openSession } from '../../tenants/access/open-session.ts'
import type { Login, TenantContext } from '../../tenants/context.ts'
import { makeId } from '../../tenants/ids.ts'
import type { TestTenant } from './make-tenant.ts'

/** Somebody with a proven address and no password. Gives the id. */
export async function makeUser({ ctx }: TestTenant, email: string): Promise<string> {
  const id = makeId('usr')
  const { orm, write } = ctx.db
  await write([orm.insert(users).values({ id, email, name: 'Elena', locale: 'en', createdAt: 0 })])
  return id
}

export type SignedInContext = TenantContext & { login: Login }

/** Signs them in by a link, with a login session of their own; before there is a second factor. */
export async function openLogin(
  { makeContext }: TestTenant,
  userId: string,
  changes: Partial<TenantContext> = {},
): Promise<SignedInContext> {
  const { secret } = await openSession(makeContext(changes), { userId, method: 'link', kind: 'browser' })
  return withLogin(makeContext(changes), secret)
}

/** The context of the next request that brings this secret. */
export async function withLogin(ctx: TenantContext, secret: string): Promise<SignedInContext> {
  const login = await findLogin(ctx, secret)
  if (!login) throw new Error('nobody is signed in with this')
  return { ...ctx, login }
}
