import { and, eq, isNull } from 'drizzle-orm'
import { operatorKeys } from '../../db/registry/schema/index.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireAdministrator } from './require-administrator.ts'

/** The key opens nothing from now on. @throws AppError `not_found`, and what `requireAdministrator` throws. */
export async function revokeOperatorKey(ctx: PlatformContext, { keyId }: { keyId: string }): Promise<void> {
  const actor = requireAdministrator(ctx)
  const { id, revokedAt } = operatorKeys
  const wasOpen = await writeIfChanged(ctx.db, [
    ctx.db.orm
      .update(operatorKeys)
      .set({ revokedAt: ctx.now() })
      .where(and(eq(id, keyId), isNull(revokedAt))),
    insertAudit(ctx, { actor, action: 'operator_key.revoke', subjectId: keyId }),
  ])
  if (!wasOpen) throw new AppError('not_found', 'There is no such key, or not any more.')
}
