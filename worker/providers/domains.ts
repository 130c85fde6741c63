import type { Registry } from '../../db/registry/open-registry.ts'
import type { CertificatePort, DnsPort, DomainPort } from '../../tenants/domains/domain-port.ts'
import type { HostnameVendor } from '../../tenants/fleet/hostnames/hostname-vendor.ts'
import { holdHost } from '../../tenants/fleet/hold-host.ts'
import { isOthersHost } from '../../tenants/fleet/is-others-host.ts'
import { listHosts } from '../../tenants/fleet/list-hosts.ts'
import { makeMainHost } from '../../tenants/fleet/make-main-host.ts'
import { redirectHost } from '../../tenants/fleet/redirect-host.ts'
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
  const cache = makeHostnameCache(env.HOSTNAMES)
  const forget = (hosts: readonly string[]) => Promise.all(hosts.map((host) => cache.put(host, undefined)))
  const list = () => listHosts(registry(), tenantId)
  return {
    isLocal: isDevelopment(env),
    // As `scripts/provision.ts` gives them: beside the platform's own host.
    suffix: env.PLATFORM_HOST.slice(env.PLATFORM_HOST.indexOf('.') + 1),
    target: env.DOMAIN_TARGET ?? null,
    dns: makeDns(env),
    certificates: makeCertificates(env),
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
      async redirect(host, redirects) {
        const isTheirs = await redirectHost(registry(), { tenantId, host, redirects })
        await forget([host])
        return isTheirs
      },
    },
  }
}

/** Who is asked about the DNS; null on a machine of developers. */
export function makeDns(env: Env): DnsPort | null {
  const url = env.DNS_URL ?? (isDevelopment(env) ? undefined : DEFAULT_DNS_URL)
  return url === undefined ? null : makeDnsOverHttps({ url })
}

/** Who makes certificates; null where they are made by other means. */
export function makeCertificates(env: Env): (CertificatePort & HostnameVendor) | null {
  const { CLOUDFLARE_ZONE_ID: zoneId, CLOUDFLARE_API_TOKEN: apiToken, CLOUDFLARE_API_URL: apiUrl } = env
  return zoneId && apiToken ? makeCustomHostnames({ zoneId, apiToken, apiUrl }) : null
}
