import type { OperatorRole } from '../../db/registry/schema/index.ts'
import type { FleetContext } from '../../tenants/fleet/fleet-context.ts'
import { makePlatformContext, type OperatorContext } from '../../tenants/operators/platform-context.ts'

/** A program of the operators' that asks, with a key of that role. */
export function makeOperatorContext(fleet: FleetContext, role: OperatorRole): OperatorContext {
  const platform = makePlatformContext({
    db: fleet.registry,
    login: null,
    key: { id: 'opk_test', name: 'Test', role },
    visitor: { network: '203.0.113.7', userAgent: 'Test' },
    now: fleet.now,
    requestId: 'req_test',
    origin: fleet.platformOrigin,
    keys: fleet.keys,
  })
  return { ...platform, fleet }
}
