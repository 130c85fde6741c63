import type { Registry } from '../../db/registry/open-registry.ts'
import { hostnames } from '../../db/registry/schema/index.ts'
import { isOthersHost } from './is-others-host.ts'

/**
 * Makes a domain a studio's, if it is nobody's or theirs already: whoever comes by it is served from then on. Only for who
 * has proven that the domain is theirs.
 *
 * @returns false when somebody else has it.
 * @throws DatabaseError
 */
export async function holdHost(
  registry: Registry,
  { tenantId, host, now }: { tenantId: string; host: string; now: number },
): Promise<boolean> {
  await registry.write([
    registry.orm
      .insert(hostnames)
      .values({ host, kind: 'custom', tenantId, createdAt: now })
      .onConflictDoNothing(),
  ])
  return !(await isOthersHost(registry, { tenantId, host }))
}
