import type { StudioPlans, TenantContext } from '../../tenants/context.ts'
import type { Registry } from '../../db/registry/open-registry.ts'
import { readStudioPlans } from '../../tenants/fleet/read-studio-plans.ts'
import { logFailure } from '../log.ts'

type Sources = { registry: () => Registry; tenantId: string; requestId: string }

const unknown: StudioPlans = { own: null, offered: [] }

/** What the registry says of plans, asked by the few pages that name them. A registry that is down names none. */
export function makeStudioPlans({ registry, tenantId, requestId }: Sources): TenantContext['plans'] {
  return async () => {
    try {
      return await readStudioPlans(registry(), tenantId)
    } catch (error) {
      logFailure({ event: 'plans_failed', tenantId, requestId }, error)
      return unknown
    }
  }
}
