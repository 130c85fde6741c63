import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { passkeys } from '../../../db/tenant/schema/index.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import { AppError } from '../../errors.ts'
import { parseInput } from '../../parse-input.ts'
import type { AccessContext } from '../access-context.ts'
import { nameLogin } from '../name-actor.ts'
import { requireLogin } from '../require-login.ts'
import { writeIfChanged } from '../write-if-changed.ts'
import { passkeyName } from './ceremony-input.ts'

/**
 * Gives one's own passkey another name.
 *
 * @throws AppError `unauthorized`, `invalid_input`, `not_found`
 */
export async function renamePasskey(
  ctx: AccessContext,
  { passkeyId, ...given }: { passkeyId: string; name: string },
): Promise<void> {
  const { user } = requireLogin(ctx)
  const { name } = parseInput(z.object({ name: passkeyName }), given)
  const isRenamed = await writeIfChanged(ctx.db, [
    ctx.db.orm.update(passkeys).set({ name }).where(isOwnPasskey(user.id, passkeyId)),
    insertAudit(ctx, {
      actor: nameLogin(ctx),
      action: 'passkey.rename',
      subjectId: user.id,
      after: { passkeyId },
    }),
  ])
  if (!isRenamed) throw noSuchPasskey()
}

export function isOwnPasskey(userId: string, passkeyId: string) {
  return and(eq(passkeys.id, passkeyId), eq(passkeys.userId, userId))
}

export function noSuchPasskey(): AppError {
  return new AppError('not_found', 'There is no such passkey.')
}
