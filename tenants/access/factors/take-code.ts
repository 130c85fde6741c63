import { and, eq, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { recoveryCodes, totpSecrets } from '../../../db/tenant/schema/index.ts'
import type { AccessContext } from '../access-context.ts'
import { hashRecoveryCode } from './recovery-codes.ts'
import { openTotpSecret } from './totp-secret.ts'
import { findTotpStep } from './totp.ts'

export type CodeKind = 'totp' | 'recovery'

/**
 * Takes a code of this person's, from the app or one of the recovery codes, so that it is never taken again, however many
 * send it at once. Nothing when it is wrong, was taken, or there is no second factor. Counting tries is the caller's.
 */
export async function takeCode(
  ctx: AccessContext,
  userId: string,
  written: string,
): Promise<CodeKind | undefined> {
  const code = written.slice(0, 100).replaceAll(/\s/g, '')
  if (/^[0-9]{6}$/.test(code)) return (await takeTotpCode(ctx, userId, code)) ? 'totp' : undefined
  return (await takeRecoveryCode(ctx, userId, code)) ? 'recovery' : undefined
}

/** A code of a step before the last one that was taken is refused too (RFC 6238, 5.2). */
async function takeTotpCode(ctx: AccessContext, userId: string, code: string): Promise<boolean> {
  const { orm, read, write } = ctx.db
  const isTheirs = and(eq(totpSecrets.userId, userId), isNotNull(totpSecrets.confirmedAt))
  const [[app]] = await read([orm.select().from(totpSecrets).where(isTheirs)])
  if (!app) return false
  const secret = await openTotpSecret(ctx, userId, app.secretSealed)
  const step = await findTotpStep(secret, code, ctx.now())
  if (step === undefined) return false
  const [taken] = await write([
    orm
      .update(totpSecrets)
      .set({ lastStep: step })
      .where(
        and(
          isTheirs,
          eq(totpSecrets.secretSealed, app.secretSealed),
          or(isNull(totpSecrets.lastStep), lt(totpSecrets.lastStep, step)),
        ),
      )
      .returning({ userId: totpSecrets.userId }),
  ])
  return taken.length > 0
}

async function takeRecoveryCode(
  { db: { orm, write }, now }: AccessContext,
  userId: string,
  code: string,
): Promise<boolean> {
  const codeHash = await hashRecoveryCode(code)
  if (codeHash === undefined) return false
  const [taken] = await write([
    orm
      .update(recoveryCodes)
      .set({ usedAt: now() })
      .where(
        and(
          eq(recoveryCodes.userId, userId),
          eq(recoveryCodes.codeHash, codeHash),
          isNull(recoveryCodes.usedAt),
        ),
      )
      .returning({ userId: recoveryCodes.userId }),
  ])
  return taken.length > 0
}
