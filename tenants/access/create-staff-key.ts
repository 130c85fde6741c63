import { apiKeys } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { hashStaffKey, makeStaffKey } from './staff-key.ts'

/** Makes a key with which a program may do what staff may. `key` is to be shown once: only its hash is kept. */
export async function createStaffKey(
  { db, now }: Pick<TenantContext, 'db' | 'now'>,
  { name }: { name: string },
): Promise<{ keyId: string; key: string }> {
  const keyId = makeId('key')
  const key = makeStaffKey()
  const keyHash = await hashStaffKey(key)
  await db.write([db.orm.insert(apiKeys).values({ id: keyId, name, keyHash, createdAt: now() })])
  return { keyId, key }
}
