import { and, eq, gt, isNull } from 'drizzle-orm'
import { totpSecrets } from '../../../db/tenant/schema/index.ts'
import { minutes } from '../../durations.ts'
import type { AccessContext } from '../access-context.ts'

/** How long an offered secret waits for its first code. */
const OFFER_MS = minutes(30)

/** The row of a secret that was offered to this person and not confirmed yet. */
export function isOffered({ now }: Pick<AccessContext, 'now'>, userId: string) {
  return and(
    eq(totpSecrets.userId, userId),
    isNull(totpSecrets.confirmedAt),
    gt(totpSecrets.createdAt, now() - OFFER_MS),
  )
}
