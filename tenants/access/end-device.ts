import { and, eq } from 'drizzle-orm'
import { loginSessions } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import type { AccessContext } from './access-context.ts'
import { deviceIdOf } from './list-devices.ts'
import { endOtherSessions } from './login-sessions.ts'
import { nameLogin } from './name-actor.ts'
import { requireLogin } from './require-login.ts'
import { writeIfChanged } from './write-if-changed.ts'

/** Signs whoever asks out of one place, which may be this one. @throws AppError `unauthorized`, `not_found` */
export async function endDevice(ctx: AccessContext, { deviceId }: { deviceId: string }): Promise<void> {
  const { user } = requireLogin(ctx)
  const isIt = and(eq(loginSessions.userId, user.id), eq(deviceIdOf, deviceId))
  const hasEnded = await writeIfChanged(ctx.db, [
    ctx.db.orm.delete(loginSessions).where(isIt),
    auditOf(ctx, user.id),
  ])
  if (!hasEnded) throw new AppError('not_found', 'You are not signed in there.')
}

/** Signs whoever asks out everywhere but here. @throws AppError `unauthorized` */
export async function endOtherDevices(ctx: AccessContext): Promise<void> {
  const { user, sessionId } = requireLogin(ctx)
  await ctx.db.write([endOtherSessions(ctx, user.id, sessionId), auditOf(ctx, user.id)])
}

function auditOf(ctx: AccessContext, userId: string) {
  return insertAudit(ctx, { actor: nameLogin(ctx), action: 'login.end_device', subjectId: userId })
}
