import { z } from 'zod'
import { features } from '../../tenants/plans/effective-limits.ts'
import { SURVIVES_MS, type CheckedHost, type HostCache } from '../../tenants/resolve-tenant.ts'

const checkedHost: z.ZodType<CheckedHost> = z.object({
  checkedAt: z.number(),
  record: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('platform') }),
    z.object({ kind: z.literal('closed') }),
    z.object({
      kind: z.literal('tenant'),
      isAlias: z.literal(true).optional(),
      tenant: z.object({
        id: z.string(),
        slug: z.string(),
        name: z.string(),
        status: z.enum(['active', 'suspended', 'deleting', 'moving']),
        reminds: z.literal(true).optional(),
        isCopy: z.literal(true).optional(),
        primaryHost: z.string(),
        flags: z.array(z.string()).optional(),
        heldBack: z.array(z.enum(features)).optional(),
      }),
      databaseUrl: z.string(),
      databaseTokenEncrypted: z.string(),
      schemaVersion: z.int().nullable(),
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
