import { and, eq, gt, isNull, lte } from 'drizzle-orm'
import { passkeyChallenges } from '../../../db/tenant/schema/index.ts'
import { minutes } from '../../durations.ts'
import { makeId } from '../../ids.ts'
import type { AccessContext } from '../access-context.ts'

/** How long somebody may look for their authenticator. */
export const CHALLENGE_MS = minutes(5)

type Purpose = (typeof passkeyChallenges.$inferInsert)['purpose']

/** What a challenge was made for; `userId` is null where it is asked who it is. */
export type ChallengeUse = { purpose: Purpose; userId: string | null }

/** Keeps a challenge until it is answered or too old, and forgets those that are. Gives its id. */
export async function keepChallenge(
  { db: { orm, write }, now }: AccessContext,
  { purpose, userId }: ChallengeUse,
  challenge: string,
): Promise<string> {
  const id = makeId('chl')
  await write([
    orm.delete(passkeyChallenges).where(lte(passkeyChallenges.expiresAt, now())),
    orm.insert(passkeyChallenges).values({ id, purpose, userId, challenge, expiresAt: now() + CHALLENGE_MS }),
  ])
  return id
}

/**
 * A statement that spends a challenge and gives it back: to one of however many answer it at once, whatever the answer
 * turns out to be.
 */
export function spendChallenge(
  { db: { orm }, now }: AccessContext,
  { purpose, userId }: ChallengeUse,
  challengeId: string,
) {
  return orm
    .delete(passkeyChallenges)
    .where(
      and(
        eq(passkeyChallenges.id, challengeId),
        eq(passkeyChallenges.purpose, purpose),
        userId === null ? isNull(passkeyChallenges.userId) : eq(passkeyChallenges.userId, userId),
        gt(passkeyChallenges.expiresAt, now()),
      ),
    )
    .returning({ challenge: passkeyChallenges.challenge })
}
