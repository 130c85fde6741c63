import { z } from 'zod'
import { openRegistry, type Registry } from '../../db/registry/open-registry.ts'
import type { DatabaseAddress } from '../../db/open-database.ts'
import { parseSigningKeys, type SigningKeys } from '../../tenants/access/signing-keys.ts'
import type { DatabaseHost } from '../../tenants/fleet/database-host.ts'
import { makeSqldDatabaseHost } from '../../worker/providers/sqld-database-host.ts'
import { makeTursoDatabaseHost } from '../../worker/providers/turso-database-host.ts'

const fleet = z.object({
  REGISTRY_URL: z.url(),
  REGISTRY_TOKEN: z.string().default(''),
  SECRET_KEYS: z.string(),
  PLATFORM_HOST: z.string().includes('.'),
})

const turso = z.object({
  TURSO_ORGANIZATION: z.string(),
  TURSO_GROUP: z.string(),
  TURSO_API_TOKEN: z.string(),
})

const sqld = z.object({
  SQLD_URL: z.url(),
  SQLD_ADMIN_URL: z.url(),
  SQLD_ADMIN_AUTH_KEY: z.string().optional(),
  SQLD_PRIVATE_KEY: z.string(),
  SQLD_PUBLIC_KEY: z.string(),
})

export type FleetEnvironment = {
  registryAddress: DatabaseAddress
  registry: Registry
  keys: SigningKeys
  platformHost: string
}

/** Where the fleet is, from the variables the Worker has as well. @throws Error naming those that are missing. */
export function readFleetEnvironment(env: NodeJS.ProcessEnv): FleetEnvironment {
  const { REGISTRY_URL, REGISTRY_TOKEN, SECRET_KEYS, PLATFORM_HOST } = parse(fleet, env)
  const registryAddress = { url: REGISTRY_URL, token: REGISTRY_TOKEN }
  return {
    registryAddress,
    registry: openRegistry(registryAddress),
    keys: parseSigningKeys(SECRET_KEYS),
    platformHost: PLATFORM_HOST,
  }
}

/** Where new databases are made: at Turso, unless `SQLD_URL` is set. @throws Error naming the variables that are missing. */
export function readDatabaseHost(env: NodeJS.ProcessEnv): DatabaseHost {
  if (env['SQLD_URL'] === undefined) {
    const {
      TURSO_ORGANIZATION: organization,
      TURSO_GROUP: group,
      TURSO_API_TOKEN: apiToken,
    } = parse(turso, env)
    return makeTursoDatabaseHost({ organization, groups: [group], apiToken })
  }
  const given = parse(sqld, env)
  return makeSqldDatabaseHost({
    adminUrl: given.SQLD_ADMIN_URL,
    ...(given.SQLD_ADMIN_AUTH_KEY === undefined ? {} : { adminAuthKey: given.SQLD_ADMIN_AUTH_KEY }),
    urlOf: (name) => new URL(`/dev/${name}/`, given.SQLD_URL).href,
    keyPair: { privateKey: given.SQLD_PRIVATE_KEY, publicKey: given.SQLD_PUBLIC_KEY },
  })
}

function parse<T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv): T {
  const given = schema.safeParse(env)
  if (given.success) return given.data
  throw new Error(`Missing or malformed: ${given.error.issues.map(({ path }) => String(path[0])).join(', ')}`)
}
