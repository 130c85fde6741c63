import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { totpSecrets } from '../../../db/tenant/schema/index.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import { AppError } from '../../errors.ts'
import type { AccessContext } from '../access-context.ts'
import { nameLogin } from '../name-actor.ts'
import { requireFresh } from '../require-fresh.ts'
import { writeIfChanged } from '../write-if-changed.ts'
import { replaceRecoveryCodes } from './replace-recovery-codes.ts'

/**
 * New recovery codes in place of all the old ones; to be shown this once.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`, `conflict` when no codes are asked for.
 */
export async function regenerateRecoveryCodes(ctx: AccessContext): Promise<{ recoveryCodes: string[] }> {
  const { user } = requireFresh(ctx)
  const { codes, statements } = await replaceRecoveryCodes(ctx, user.id)
  const isReplaced = await writeIfChanged(ctx.db, [
    // Changes nothing, and finds out whether there is an app at all.
    ctx.db.orm
      .update(totpSecrets)
      .set({ confirmedAt: sql`${totpSecrets.confirmedAt}` })
      .where(and(eq(totpSecrets.userId, user.id), isNotNull(totpSecrets.confirmedAt))),
    ...statements,
    insertAudit(ctx, { actor: nameLogin(ctx), action: 'recovery_codes.replace', subjectId: user.id }),
  ])
  if (!isReplaced) throw notOn()
  return { recoveryCodes: codes }
}

export function notOn(): AppError {
  return new AppError('conflict', 'No codes from an app are asked for.', { reason: 'not_on' })
}
