import { eq } from 'drizzle-orm'
import { sessions } from '../../db/tenant/schema/index.ts'
import { isStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { isOnSale } from '../studio/get-any-service.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { selectSessions } from './read-sessions.ts'
import { toSessionView, type SessionView } from './session-view.ts'

/**
 * One session as anybody may see it; of a service that is not on sale any more, as staff may. One round trip beyond the catalogue.
 *
 * @throws AppError `not_found`; DatabaseError.
 */
export async function getSession(ctx: TenantContext, sessionId: string): Promise<SessionView> {
  const [catalogue, [[session]]] = await Promise.all([
    getCatalogue(ctx),
    ctx.db.read([selectSessions(ctx, eq(sessions.id, sessionId))]),
  ])
  if (!session || !(isStaff(ctx) || isOnSale(catalogue, session.serviceId))) {
    throw new AppError('not_found', 'There is no such session.')
  }
  return toSessionView(session, catalogue, ctx.now())
}
