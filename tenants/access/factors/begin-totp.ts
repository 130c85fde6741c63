import { isNull } from 'drizzle-orm'
import { totpSecrets } from '../../../db/tenant/schema/index.ts'
import { AppError } from '../../errors.ts'
import type { AccessContext } from '../access-context.ts'
import { requireFresh } from '../require-fresh.ts'
import { describeTotp, type TotpOffer } from './describe-totp.ts'
import { sealTotpSecret } from './totp-secret.ts'
import { makeTotpSecret } from './totp.ts'

/**
 * Offers who is signed in a secret for their authenticator app. Nothing is asked for before a first code has been right
 * (`confirmTotp`); beginning again makes another secret.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`, `conflict` when there is an app already.
 */
export async function beginTotp(ctx: AccessContext): Promise<TotpOffer> {
  const { user } = requireFresh(ctx)
  const secret = await makeTotpSecret()
  const offered = {
    secretSealed: await sealTotpSecret(ctx, user.id, secret),
    createdAt: ctx.now(),
    lastStep: null,
  }
  const [written] = await ctx.db.write([
    ctx.db.orm
      .insert(totpSecrets)
      .values({ userId: user.id, ...offered })
      .onConflictDoUpdate({
        target: totpSecrets.userId,
        set: offered,
        setWhere: isNull(totpSecrets.confirmedAt),
      })
      .returning({ userId: totpSecrets.userId }),
  ])
  if (written.length === 0) {
    throw new AppError('conflict', 'Codes from an app are asked for already.', { reason: 'already_on' })
  }
  return describeTotp(ctx, user, secret)
}
