import { and, eq } from 'drizzle-orm'
import { totpSecrets } from '../../../db/tenant/schema/index.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import { AppError } from '../../errors.ts'
import { tellUser } from '../../messages/insert-account-mail.ts'
import type { AccessContext } from '../access-context.ts'
import { giveBackAttempt } from '../attempts.ts'
import { endOtherSessions } from '../login-sessions.ts'
import { nameLogin } from '../name-actor.ts'
import { requireLogin } from '../require-login.ts'
import { writeIfChanged } from '../write-if-changed.ts'
import { countCode, wrongCode } from './count-code.ts'
import { isOffered } from './is-offered.ts'
import { replaceRecoveryCodes } from './replace-recovery-codes.ts'
import { openTotpSecret } from './totp-secret.ts'
import { findTotpStep } from './totp.ts'

/**
 * From the first right code on, the app's codes are asked for at every sign-in; whoever is in elsewhere is out. Gives the
 * recovery codes, to be shown this once. That it is them was asked when the secret was offered.
 *
 * @throws AppError `unauthorized`, `conflict` when nothing was offered within the last half hour, `wrong_credentials`,
 * `rate_limited`.
 */
export async function confirmTotp(
  ctx: AccessContext,
  { code }: { code: string },
): Promise<{ recoveryCodes: string[] }> {
  const { user, sessionId } = requireLogin(ctx)
  const counted = await countCode(ctx, user.id)
  const { orm, read } = ctx.db
  const [[app]] = await read([orm.select().from(totpSecrets).where(isOffered(ctx, user.id))])
  if (!app) throw nothingOffered()
  const secret = await openTotpSecret(ctx, user.id, app.secretSealed)
  const step = await findTotpStep(secret, code.replaceAll(/\s/g, ''), ctx.now())
  if (step === undefined) throw wrongCode()

  const { codes, statements } = await replaceRecoveryCodes(ctx, user.id)
  const isConfirmed = await writeIfChanged(ctx.db, [
    orm
      .update(totpSecrets)
      .set({ confirmedAt: ctx.now(), lastStep: step })
      .where(and(isOffered(ctx, user.id), eq(totpSecrets.secretSealed, app.secretSealed))),
    ...statements,
    giveBackAttempt(ctx, counted),
    // Nobody is in any more who has not shown it.
    endOtherSessions(ctx, user.id, sessionId),
    insertAudit(ctx, { actor: nameLogin(ctx), action: 'totp.add', subjectId: user.id }),
    ...tellUser(ctx, { userId: user.id, kind: 'account_factor_added' }),
  ])
  if (!isConfirmed) throw nothingOffered()
  await ctx.announce(ctx.now())
  return { recoveryCodes: codes }
}

function nothingOffered(): AppError {
  return new AppError('conflict', 'This took too long. Please begin again.', { reason: 'begin_again' })
}
