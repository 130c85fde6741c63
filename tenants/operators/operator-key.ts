import { and, eq, gt, isNull, lt, or } from 'drizzle-orm'
import { operatorKeys, type OperatorRole } from '../../db/registry/schema/index.ts'
import { encodeBase64Url } from '../access/base64url.ts'
import { hashStaffKey } from '../access/staff-key.ts'
import { minutes } from '../durations.ts'
import { AppError } from '../errors.ts'
import type { OperatorKey, PlatformContext } from './platform-context.ts'

const PREFIX = 'tho_'
const SHAPE = /^tho_[A-Za-z0-9_-]{32}$/

/** A new secret for a program of the operators', such as `tho_8Jx…`: 192 random bits. */
export function makeOperatorSecret(): string {
  return toOperatorSecret(crypto.getRandomValues(new Uint8Array(24)))
}

/** The secret that is these 24 bytes, written out. */
export function toOperatorSecret(bytes: Uint8Array): string {
  return PREFIX + encodeBase64Url(bytes)
}

/** What is kept to tell a key from others by its looks. */
export function hintOf(secret: string): string {
  return `${secret.slice(0, PREFIX.length + 4)}…`
}

/** The row that keeps it: SHA-256 alone (`tenants/access/staff-key.ts` says why that is enough). */
export async function operatorKeyRow(
  secret: string,
  about: {
    id: string
    name: string
    role: OperatorRole
    createdBy: string
    now: number
    expiresAt: number | null
  },
) {
  const { now, ...rest } = about
  return { ...rest, keyHash: await hashStaffKey(secret), hint: hintOf(secret), createdAt: now }
}

/** Whose key it is. @throws AppError `unauthorized` for one that is wrong, expired or revoked. */
export async function findOperatorKey(
  { db, now }: Pick<PlatformContext, 'db' | 'now'>,
  secret: string,
): Promise<OperatorKey> {
  const wrong = new AppError('unauthorized', 'This key is not valid here, or not any more.')
  if (!SHAPE.test(secret)) throw wrong
  const { id, name, role, keyHash, expiresAt, revokedAt } = operatorKeys
  const [[key]] = await db.read([
    db.orm
      .select({ id, name, role })
      .from(operatorKeys)
      .where(
        and(
          eq(keyHash, await hashStaffKey(secret)),
          isNull(revokedAt),
          or(isNull(expiresAt), gt(expiresAt, now())),
        ),
      ),
  ])
  if (!key) throw wrong
  return key
}

/** Notes that a key was used, to the minute. */
export async function noteOperatorKeyUsed(
  { db, now }: Pick<PlatformContext, 'db' | 'now'>,
  { id }: { id: string },
): Promise<void> {
  const { lastUsedAt } = operatorKeys
  const isOld = or(isNull(lastUsedAt), lt(lastUsedAt, now() - minutes(1)))
  await db.write([
    db.orm
      .update(operatorKeys)
      .set({ lastUsedAt: now() })
      .where(and(eq(operatorKeys.id, id), isOld)),
  ])
}
