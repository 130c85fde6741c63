import type { Right } from '../access/grants.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { isStaff, requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'

type Asked = { clientId: string; right: Right; mayBeKey: boolean }

/**
 * Who asks for all that is known of a client, or for it to be gone, as the audit log writes it: the client who signed in,
 * in whatever capacity, or staff with this right over everybody. People have to have proven lately who they are.
 *
 * @throws AppError `unauthorized`; `forbidden` for others, and for keys unless `mayBeKey`; `reauthentication_required`.
 */
export function requireOwnOrStaff(ctx: TenantContext, { clientId, right, mayBeKey }: Asked): string {
  const { actor, login } = ctx
  if (login && login.clientId === clientId) return `client:${requireFresh(ctx).user.id}`
  const name = requireStaff(ctx, right)
  const isKey = actor.kind === 'staff' && login === null
  if (actor.kind !== 'system' && !(isKey && mayBeKey)) requireFresh(ctx)
  return name
}

/** The same for what staff do every day, such as writing down what a client agreed to. */
export function requireClientOrStaff(ctx: TenantContext, clientId: string, right: Right): string {
  const { login } = ctx
  if (login && login.clientId === clientId && !isStaff(ctx)) return `client:${login.user.id}`
  return requireStaff(ctx, right)
}
