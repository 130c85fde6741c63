import { insertAudit } from '../audit/insert-audit.ts'
import type { AccessContext } from './access-context.ts'
import { blankSessionCookie, deleteLoginSession } from './login-sessions.ts'
import { nameLogin } from './name-actor.ts'

/** Ends the session of whoever asks, if there is one. The answer is the value of `Set-Cookie` that clears a browser's. */
export async function signOut(ctx: AccessContext): Promise<string> {
  if (ctx.login) {
    const { sessionId, user } = ctx.login
    await ctx.db.write([
      deleteLoginSession(ctx, sessionId),
      insertAudit(ctx, { actor: nameLogin(ctx), action: 'login.end', subjectId: user.id }),
    ])
  }
  return blankSessionCookie(ctx)
}
