import { spendOpenTokens } from '../access/one-time-token.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { readAddress } from './operator-address.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireAdministrator } from './require-administrator.ts'

/** Makes the link worthless with which somebody could have become an operator. @throws AppError `not_found`, `invalid_input` */
export async function withdrawInvitation(ctx: PlatformContext, { email }: { email: string }): Promise<void> {
  const actor = requireAdministrator(ctx)
  const address = readAddress(email)
  const wasOpen = await writeIfChanged(ctx.db, [
    spendOpenTokens(ctx, { purpose: 'join', email: address }),
    insertAudit(ctx, { actor, action: 'operator.withdraw', subjectId: address }),
  ])
  if (!wasOpen) throw new AppError('not_found', 'There is no open invitation to this address.')
}
