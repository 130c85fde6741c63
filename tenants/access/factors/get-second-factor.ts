import { and, count, eq, isNotNull, isNull } from 'drizzle-orm'
import { passkeys, recoveryCodes, totpSecrets } from '../../../db/tenant/schema/index.ts'
import type { AccessContext } from '../access-context.ts'
import { relyingParty } from '../passkeys/relying-party.ts'
import { requireLogin } from '../require-login.ts'

export type SecondFactor = {
  /** Since when codes from an app are asked for (ms); null when they are not. */
  totpSince: number | null
  recoveryCodesLeft: number
  /** How many passkeys there are for this host. */
  passkeys: number
}

/** How who is signed in proves it besides a password. @throws AppError `unauthorized` */
export async function getSecondFactor(ctx: AccessContext): Promise<SecondFactor> {
  const { user } = requireLogin(ctx)
  const { orm, read } = ctx.db
  const [[app], [codes], [keys]] = await read([
    orm
      .select({ since: totpSecrets.confirmedAt })
      .from(totpSecrets)
      .where(and(eq(totpSecrets.userId, user.id), isNotNull(totpSecrets.confirmedAt))),
    orm
      .select({ left: count() })
      .from(recoveryCodes)
      .where(and(eq(recoveryCodes.userId, user.id), isNull(recoveryCodes.usedAt))),
    orm
      .select({ n: count() })
      .from(passkeys)
      .where(and(eq(passkeys.userId, user.id), eq(passkeys.rpId, relyingParty(ctx).rpId))),
  ])
  return { totpSince: app?.since ?? null, recoveryCodesLeft: codes?.left ?? 0, passkeys: keys?.n ?? 0 }
}
