import { apiKeys } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { hashStaffKey, makeStaffKey, toHint } from './staff-key.ts'

/** Makes a key for whoever runs the platform, with which a program may do what staff may (`KEY_GRANTS`), for good. `key` is to be shown once: only its hash is kept. */
export async function createStaffKey(
  { db, now }: Pick<TenantContext, 'db' | 'now'>,
  { name }: { name: string },
): Promise<{ keyId: string; key: string }> {
  const keyId = makeId('key')
  const key = makeStaffKey()
  const keyHash = await hashStaffKey(key)
  await db.write([
    db.orm.insert(apiKeys).values({ id: keyId, name, keyHash, hint: toHint(key), createdAt: now() }),
  ])
  return { keyId, key }
}
