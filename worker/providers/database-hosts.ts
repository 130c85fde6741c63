import { DatabaseHostError, type DatabaseHost } from '../../tenants/fleet/database-host.ts'
import type { Env } from '../env.ts'
import { SQLD_PLACE } from './sqld-place.ts'

/**
 * Where databases are made: at Turso, or by an sqld of our own. Both are loaded when the first one is asked for: hardly any
 * request does.
 */
export function makeDatabaseHost(env: Env): DatabaseHost {
  let host: Promise<DatabaseHost> | undefined
  const ask = () => (host ??= load(env))
  const createFrom: DatabaseHost['createFrom'] = async (name, source) => {
    const { createFrom: make } = await ask()
    if (make === undefined) throw new DatabaseHostError('This host of databases keeps no history')
    return make(name, source)
  }
  return {
    places: isTurso(env) ? tursoPlaces(env) : env.SQLD_URL === undefined ? [] : [SQLD_PLACE],
    create: async (name, place) => (await ask()).create(name, place),
    placeOf: async (name) => (await ask()).placeOf(name),
    ...(isTurso(env) && { createFrom }),
    delete: async (name) => (await ask()).delete(name),
    usage: async (name, period) => (await ask()).usage(name, period),
    setBlocked: async (name, blocked) => (await ask()).setBlocked(name, blocked),
    dump: async (address) => (await ask()).dump(address),
  }
}

/** Databases that have a history. */
function isTurso(env: Env): boolean {
  return Boolean(env.TURSO_ORGANIZATION && env.TURSO_GROUP && env.TURSO_API_TOKEN)
}

/** The group where studios are made, then those they may be moved to. */
function tursoPlaces({ TURSO_GROUP: group = '', TURSO_MORE_GROUPS: more = '' }: Env): string[] {
  const names = more.split(',').map((name) => name.trim())
  return [...new Set([group, ...names.filter((name) => name !== '')])]
}

async function load(env: Env): Promise<DatabaseHost> {
  const { TURSO_ORGANIZATION: organization, TURSO_GROUP: group, TURSO_API_TOKEN: apiToken } = env
  if (organization && group && apiToken) {
    const { makeTursoDatabaseHost } = await import('./turso-database-host.ts')
    const apiUrl = env.TURSO_API_URL
    return makeTursoDatabaseHost({
      organization,
      groups: [group, ...tursoPlaces(env).slice(1)],
      apiToken,
      ...(apiUrl === undefined ? {} : { apiUrl }),
    })
  }
  const { SQLD_URL: url, SQLD_ADMIN_URL: adminUrl, SQLD_ADMIN_AUTH_KEY: adminAuthKey } = env
  const { SQLD_PRIVATE_KEY: privateKey, SQLD_PUBLIC_KEY: publicKey } = env
  if (url && adminUrl && privateKey && publicKey) {
    const { makeSqldDatabaseHost } = await import('./sqld-database-host.ts')
    return makeSqldDatabaseHost({
      adminUrl,
      ...(adminAuthKey === undefined ? {} : { adminAuthKey }),
      urlOf: (name) => new URL(`/dev/${name}/`, url).href,
      keyPair: { privateKey, publicKey },
    })
  }
  throw new DatabaseHostError('No host of databases is set up: TURSO_… or SQLD_…')
}
