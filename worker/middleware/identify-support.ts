import type { Context } from 'hono'
import { isVisitOpen } from '../../tenants/fleet/is-visit-open.ts'
import { findVisit, type SupportLogin } from '../../tenants/support/find-visit.ts'
import { readSupportCookie } from '../../tenants/support/support-secret.ts'
import type { AppEnv } from '../app-env.ts'
import { registryOf } from '../context.ts'

/**
 * Whom the cookie of a visit lets into this studio; null for everybody else. The registry is asked each time: a visit that
 * an operator ended, and one of somebody who is no operator any more, is over at once. Without the registry nobody gets in.
 *
 * @throws DatabaseError
 */
export async function findSupport({ req, var: { ctx }, env }: Context<AppEnv>): Promise<SupportLogin | null> {
  const secret = readSupportCookie(req.header('cookie') ?? '', ctx.origin)
  const visitor = secret === null ? null : await findVisit(ctx, secret)
  if (!visitor) return null
  return (await isVisitOpen(registryOf(env), { visitId: visitor.visit.id, now: ctx.now() })) ? visitor : null
}
