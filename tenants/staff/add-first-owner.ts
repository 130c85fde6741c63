import { sql } from 'drizzle-orm'
import { staff, users, type Locale } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'

type FirstOwner = {
  email: string
  name: string
  locale: Locale
  /** `tenants/access/hash-password.ts`; null for who will sign in by link. */
  passwordHash: string | null
  /** Which trainer they are. */
  trainerId?: string
}

/**
 * Gives a new studio its first owner, for whoever makes studios; nothing once there has been one. A login that is there
 * already for the address becomes the owner's as it is.
 *
 * @returns Whether it did. Throws DatabaseError.
 */
export async function addFirstOwner(
  ctx: Pick<TenantContext, 'db' | 'now' | 'requestId'>,
  { email, name, locale, passwordHash, trainerId }: FirstOwner,
): Promise<boolean> {
  const { orm } = ctx.db
  const now = ctx.now()
  const address = email.trim().toLowerCase()
  const hasNone = sql`NOT EXISTS (SELECT 1 FROM ${staff} WHERE role = 'owner')`
  const passwordChangedAt = passwordHash === null ? null : now
  return writeIfChanged(ctx.db, [
    orm.run(sql`INSERT INTO ${users} (id, email, name, locale, password_hash, password_changed_at, created_at)
      SELECT ${makeId('usr')}, ${address}, ${name}, ${locale}, ${passwordHash}, ${passwordChangedAt}, ${now} WHERE ${hasNone}
      ON CONFLICT (email) DO UPDATE SET email = excluded.email`),
    orm.run(sql`INSERT INTO ${staff} (user_id, role, trainer_id, created_at)
      SELECT id, 'owner', ${trainerId ?? null}, ${now} FROM ${users} WHERE email = ${address}
      ON CONFLICT (user_id) DO UPDATE SET role = 'owner', status = 'active', removed_at = NULL`),
    insertAudit(ctx, { actor: 'system', action: 'staff.first_owner', subjectId: 'studio' }),
  ])
}
