import { createHmac } from 'node:crypto'
import { apiKeys } from '../../db/tenant/schema/index.ts'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import type { SigningKeys } from '../../tenants/access/signing-keys.ts'
import { hashStaffKey, toStaffKey } from '../../tenants/access/staff-key.ts'

/** The staff key of a demo studio: the same on one installation as long as its secrets are, another on every other. */
export function demoStaffKey([{ secret }]: SigningKeys, tenantId: string): string {
  const bytes = createHmac('sha256', secret).update(`trainerhub/demo-staff-key/${tenantId}`).digest()
  return toStaffKey(bytes.subarray(0, 24))
}

/** Lets that key in. Once it is revoked, it stays so. */
export async function writeDemoStaffKey(
  { orm, write }: TenantDatabase,
  { key, now }: { key: string; now: number },
): Promise<void> {
  const row = { id: 'key_demo', name: 'Demo', keyHash: await hashStaffKey(key), createdAt: now }
  await write([orm.insert(apiKeys).values(row).onConflictDoNothing()])
}
