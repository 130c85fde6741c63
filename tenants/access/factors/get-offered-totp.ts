import { totpSecrets } from '../../../db/tenant/schema/index.ts'
import type { AccessContext } from '../access-context.ts'
import { requireFresh } from '../require-fresh.ts'
import { describeTotp, type TotpOffer } from './describe-totp.ts'
import { isOffered } from './is-offered.ts'
import { openTotpSecret } from './totp-secret.ts'

/**
 * The secret that `beginTotp` offered a while ago, for the page on which its first code is typed; nothing when there is
 * none, or it is too long ago.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`
 */
export async function getOfferedTotp(ctx: AccessContext): Promise<TotpOffer | null> {
  const { user } = requireFresh(ctx)
  const { orm, read } = ctx.db
  const [[app]] = await read([orm.select().from(totpSecrets).where(isOffered(ctx, user.id))])
  return app ? describeTotp(ctx, user, await openTotpSecret(ctx, user.id, app.secretSealed)) : null
}
