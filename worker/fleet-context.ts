import type { FleetContext } from '../tenants/fleet/fleet-context.ts'
import { makeSystemContext, registryOf, type Occasion } from './context.ts'
import { isDevelopment, type Env } from './env.ts'
import { makeCertificates, makeDns } from './providers/domains.ts'
import { makeDatabaseHost } from './providers/database-hosts.ts'
import { makeHostnameCache } from './providers/hostname-cache.ts'
import { messagePorts } from './providers/message-ports.ts'
import { makeFleetFiles } from './providers/r2-files.ts'
import { makeWebhookSending } from './queue/make-webhook-sending.ts'

/** What a queue takes. */
const LONGEST_DELAY_S = 43_200

/** Puts together what running the fleet needs, as `context.ts` does for one studio. */
export function makeFleetContext(
  env: Env,
  { requestId, waitUntil }: Pick<Occasion, 'requestId' | 'waitUntil'>,
): FleetContext {
  const cache = makeHostnameCache(env.HOSTNAMES)
  const certificates = makeCertificates(env)
  return {
    registry: registryOf(env),
    databaseHost: makeDatabaseHost(env),
    keys: env.SECRET_KEYS,
    platformDomain: env.PLATFORM_HOST.slice(env.PLATFORM_HOST.indexOf('.') + 1),
    platformHost: env.PLATFORM_HOST,
    platformOrigin: `${isDevelopment(env) ? 'http' : 'https'}://${env.PLATFORM_HOST}`,
    now: Date.now,
    files: makeFleetFiles(env.FILES),
    certificates,
    hostnameVendor: certificates,
    dns: makeDns(env),
    // Only who sends something pays for it.
    mail: { send: (mail) => messagePorts(env).mail.send(mail) },
    mailFrom: env.MAIL_FROM,
    webhooks: makeWebhookSending(env).port,
    async forgetHosts(hosts) {
      await Promise.all(hosts.map((host) => cache.put(host, undefined)))
    },
    openTenant: (record) => makeSystemContext({ env, record, requestId, waitUntil }),
    async startWork(work, inMs = 0) {
      await env.FLEET_QUEUE.send(work, { delaySeconds: Math.min(LONGEST_DELAY_S, Math.ceil(inMs / 1_000)) })
    },
  }
}
