import { z } from 'zod'
import { SURVIVES_MS, type CheckedHost, type HostCache } from '../../tenants/resolve-tenant.ts'

const checkedHost: z.ZodType<CheckedHost> = z.object({
  checkedAt: z.number(),
  record: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('platform') }),
    z.object({
      kind: z.literal('tenant'),
      tenant: z.object({
        id: z.string(),
        slug: z.string(),
        name: z.string(),
        status: z.enum(['active', 'suspended']),
        primaryHost: z.string(),
      }),
      databaseUrl: z.string(),
      databaseTokenEncrypted: z.string(),
    }),
  ]),
})

/** Hosts in KV. A cache that fails or holds something else is an empty one: the registry is asked then. */
export function makeHostnameCache(kv: KVNamespace): HostCache {
  return {
    async get(host) {
      try {
        return checkedHost.safeParse(await kv.get(keyOf(host), 'json')).data
      } catch {
        return undefined
      }
    },
    async put(host, checked) {
      try {
        if (checked === undefined) await kv.delete(keyOf(host))
        else await kv.put(keyOf(host), JSON.stringify(checked), { expirationTtl: SURVIVES_MS / 1_000 })
      } catch {
        // KV takes one write a second per key; another process was faster.
      }
    },
  }
}

function keyOf(host: string): string {
  return `host/${host}`
}
