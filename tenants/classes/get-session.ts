import { eq } from 'drizzle-orm'
import { sessions } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { selectSessions } from './read-sessions.ts'
import { toSessionView, type SessionView } from './session-view.ts'

/**
 * One session as anybody may see it. One round trip beyond the catalogue.
 *
 * @throws AppError `not_found`; DatabaseError.
 */
export async function getSession(ctx: TenantContext, sessionId: string): Promise<SessionView> {
  const [catalogue, [[session]]] = await Promise.all([
    getCatalogue(ctx),
    ctx.db.read([selectSessions(ctx, eq(sessions.id, sessionId))]),
  ])
  if (!session) throw new AppError('not_found', 'There is no such session.')
  return toSessionView(session, catalogue, ctx.now())
}
