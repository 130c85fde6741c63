import { and, eq, isNull } from 'drizzle-orm'
import { clients } from '../../db/tenant/schema/index.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { requireLogin } from '../access/require-login.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'

/** How the audit log writes a client who acts for themselves. */
export function selfOf(ctx: Pick<TenantContext, 'login'>): string {
  return `client:${requireLogin(ctx).user.id}`
}

/**
 * Which client the person who signed in is, in whatever capacity they ask: null for somebody who has not been one here
 * yet, whose account is empty. No verb of the account takes an id of a client: it is one's own or none.
 *
 * @throws AppError `unauthorized`
 */
export function ownClientId(ctx: Pick<TenantContext, 'login'>): string | null {
  return requireLogin(ctx).clientId
}

/**
 * The same for a verb that has something to write down: who is not a client yet becomes one, under the address they have
 * proven to be theirs, or the one who booked under it as a guest.
 *
 * @throws AppError `unauthorized`; `conflict` (`email_taken`) when somebody else is the client with that address.
 */
export async function ensureOwnClient(ctx: TenantContext): Promise<string> {
  const { user, clientId } = requireLogin(ctx)
  if (clientId !== null) return clientId
  const { orm, write } = ctx.db
  const [, [row]] = await write([
    orm
      .insert(clients)
      .values({
        id: makeId('cli'),
        userId: user.id,
        email: user.email,
        ...splitName(user.name),
        locale: user.locale,
        createdAt: ctx.now(),
      })
      .onConflictDoUpdate({
        target: clients.email,
        set: { userId: user.id },
        setWhere: isNull(clients.userId),
      }),
    orm
      .select({ id: clients.id })
      .from(clients)
      .where(and(eq(clients.userId, user.id), isNull(clients.erasedAt))),
  ])
  if (row) return row.id
  throw new AppError('conflict', 'Somebody else is known under this address.', { reason: 'email_taken' })
}

/**
 * What verbs about a client ask with, for who signed in and has just shown who they are: who was no client yet is one then.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`; `conflict` (`email_taken`).
 */
export async function asOwnClient(ctx: TenantContext) {
  const login = requireFresh(ctx)
  return { ...ctx, login: { ...login, clientId: await ensureOwnClient(ctx) } }
}

/** A login has one name, a client two: the last word is the family's. */
export function splitName(name: string): { firstName: string; lastName: string } {
  const words = name.trim().split(/\s+/)
  const lastName = words.length > 1 ? (words.pop() ?? '') : ''
  return { firstName: words.join(' '), lastName }
}
