import { eq } from 'drizzle-orm'
import { loginSessions } from '../../db/tenant/schema/index.ts'
import type { AccessContext, Statement } from './access-context.ts'
import { requireLogin } from './require-login.ts'

/** Notes that whoever has signed in has just proven it again. @throws AppError `unauthorized` */
export async function markFresh(ctx: AccessContext, inBatch: readonly Statement[] = []): Promise<void> {
  const { sessionId } = requireLogin(ctx)
  await ctx.db.write([
    ctx.db.orm
      .update(loginSessions)
      .set({ authenticatedAt: ctx.now() })
      .where(eq(loginSessions.id, sessionId)),
    ...inBatch,
  ])
}
