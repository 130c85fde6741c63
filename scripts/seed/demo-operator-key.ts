import { createHmac } from 'node:crypto'
import type { Registry } from '../../db/registry/open-registry.ts'
import { operatorKeys } from '../../db/registry/schema/index.ts'
import type { SigningKeys } from '../../tenants/access/signing-keys.ts'
import { operatorKeyRow, toOperatorSecret } from '../../tenants/operators/operator-key.ts'

/** The operators' key of the demo: the same on one installation as long as its secrets are, another on every other. */
export function demoOperatorKey([{ secret }]: SigningKeys): string {
  const bytes = createHmac('sha256', secret).update('trainerhub/demo-operator-key').digest()
  return toOperatorSecret(bytes.subarray(0, 24))
}

/** Lets that key in. Once it is revoked, it stays so. */
export async function writeDemoOperatorKey(
  { orm, write }: Registry,
  { keys, now }: { keys: SigningKeys; now: number },
): Promise<void> {
  const row = await operatorKeyRow(demoOperatorKey(keys), {
    id: 'opk_demo',
    name: 'Demo',
    role: 'administrator',
    createdBy: 'system',
    now,
    expiresAt: null,
  })
  await write([orm.insert(operatorKeys).values(row).onConflictDoNothing()])
}
