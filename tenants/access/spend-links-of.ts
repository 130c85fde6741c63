import { and, eq, isNull } from 'drizzle-orm'
import { oneTimeTokens } from '../../db/tenant/schema/index.ts'
import type { AccessContext } from './access-context.ts'

/** A statement that uses up all open links of a person: for when what they open has changed. */
export function spendLinksOf({ db, now }: AccessContext, userId: string) {
  return db.orm
    .update(oneTimeTokens)
    .set({ usedAt: now() })
    .where(and(eq(oneTimeTokens.userId, userId), isNull(oneTimeTokens.usedAt)))
}
