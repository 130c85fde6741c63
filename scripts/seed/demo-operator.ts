import { createHmac } from 'node:crypto'
import type { FleetDeps } from '../../tenants/fleet/create/new-tenant.ts'
import { hashPassword } from '../../tenants/access/hash-password.ts'
import type { SigningKeys } from '../../tenants/access/signing-keys.ts'
import { addOperator } from '../../tenants/operators/add-operator.ts'
import { findOperator } from '../../tenants/operators/operator-address.ts'
import { makePlatformContext } from '../../tenants/operators/platform-context.ts'
import { writeDemoOperatorKey } from './demo-operator-key.ts'
import { demoPassword } from './demo-people.ts'

/** Who looks after the demo's platform. */
export const DEMO_OPERATOR = 'operator@trainerhub.test'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What the demo operator's authenticator app has, in base 32: another on every installation, like the password. */
export function demoTotpSecret([{ secret }]: SigningKeys): string {
  const bytes = createHmac('sha256', secret).update('trainerhub/demo-totp').digest()
  return Array.from(bytes, (byte) => BASE32.charAt(byte & 31)).join('')
}

/** Lets that operator in, once. */
export async function writeDemoOperator({ registry, keys, now }: FleetDeps): Promise<void> {
  const ctx = makePlatformContext({
    db: registry,
    keys,
    now,
    login: null,
    visitor: { network: '', userAgent: '' },
    requestId: 'seed',
    origin: '',
  })
  await writeDemoOperatorKey(registry, { keys, now: now() })
  if (await findOperator(ctx, DEMO_OPERATOR)) return
  await addOperator(ctx, {
    email: DEMO_OPERATOR,
    name: 'Otto Operator',
    passwordHash: await hashPassword(demoPassword(keys)),
    totpSecret: demoTotpSecret(keys),
  })
}
