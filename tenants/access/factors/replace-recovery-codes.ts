import { eq } from 'drizzle-orm'
import { recoveryCodes } from '../../../db/tenant/schema/index.ts'
import type { AccessContext } from '../access-context.ts'
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts'

/** Makes new codes, and the statements that put them in the place of the old. `codes` are to be shown once. */
export async function replaceRecoveryCodes({ db: { orm } }: Pick<AccessContext, 'db'>, userId: string) {
  const codes = makeRecoveryCodes()
  const hashes = await Promise.all(codes.map(hashRecoveryCode))
  const rows = hashes.flatMap((codeHash) => (codeHash === undefined ? [] : [{ userId, codeHash }]))
  const statements = [
    orm.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)),
    orm.insert(recoveryCodes).values(rows),
  ] as const
  return { codes, statements }
}
