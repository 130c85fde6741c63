import type { Registry } from '../../db/registry/open-registry.ts'
import type { DomainPort } from '../../tenants/domains/domain-port.ts'
import { holdHost } from '../../tenants/fleet/hold-host.ts'
import { isOthersHost } from '../../tenants/fleet/is-others-host.ts'
import { listHosts } from '../../tenants/fleet/list-hosts.ts'
import { makeMainHost } from '../../tenants/fleet/make-main-host.ts'
import { releaseHost } from '../../tenants/fleet/release-host.ts'
import { isDevelopment, type Env } from '../env.ts'
import { makeCustomHostnames } from './custom-hostnames.ts'
import { DEFAULT_DNS_URL, makeDnsOverHttps } from './dns-over-https.ts'
import { makeHostnameCache } from './hostname-cache.ts'

/** A studio's names: the registry, the DNS, and who makes certificates, as far as operators set them up. */
export function makeDomains(
  env: Env,
  { registry, tenantId }: { registry: () => Registry; tenantId: string },
): DomainPort {
  const dnsUrl = env.DNS_URL ?? (isDevelopment(env) ? undefined : DEFAULT_DNS_URL)
  const { CLOUDFLARE_ZONE_ID: zoneId, CLOUDFLARE_API_TOKEN: apiToken } = env
  const cache = makeHostnameCache(env.HOSTNAMES)
  const forget = (hosts: readonly string[]) => Promise.all(hosts.map((host) => cache.put(host, undefined)))
  const list = () => listHosts(registry(), tenantId)
  return {
    // As `scripts/provision.ts` gives them: beside the platform's own host.
    suffix: env.PLATFORM_HOST.slice(env.PLATFORM_HOST.indexOf('.') + 1),
    target: env.DOMAIN_TARGET ?? null,
    dns: dnsUrl === undefined ? null : makeDnsOverHttps({ url: dnsUrl }),
    certificates:
      zoneId && apiToken ? makeCustomHostnames({ zoneId, apiToken, apiUrl: env.CLOUDFLARE_API_URL }) : null,
    hosts: {
      list,
      isOthers: (host) => isOthersHost(registry(), { tenantId, host }),
      hold: (host) => holdHost(registry(), { tenantId, host, now: Date.now() }),
      async release(host) {
        await releaseHost(registry(), { tenantId, host })
        await forget([host, ...(await list()).map((one) => one.host)])
      },
      async makeMain(host) {
        const isMade = await makeMainHost(registry(), { tenantId, host })
        await forget((await list()).map((one) => one.host))
        return isMade
      },
    },
  }
}
