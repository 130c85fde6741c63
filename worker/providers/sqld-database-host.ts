import { mintDatabaseToken, type DatabaseKeyPair } from '../../db/local-server/database-tokens.ts'
import type { DatabaseHost } from '../../tenants/fleet/database-host.ts'
import { callDatabaseHost } from './call-database-host.ts'

export type SqldOptions = {
  /** Where the admin API listens, such as `http://127.0.0.1:8789`. */
  adminUrl: string
  adminAuthKey?: string
  /** Where clients reach a database of this name. */
  urlOf: (name: string) => string
  keyPair: DatabaseKeyPair
  fetch?: typeof fetch
}

/** Databases as namespaces of an sqld of our own (libsql, docs/ADMIN_API.md), each with a token for itself alone. */
export function makeSqldDatabaseHost({
  adminUrl,
  adminAuthKey,
  urlOf,
  keyPair,
  ...rest
}: SqldOptions): DatabaseHost {
  const authorization = adminAuthKey === undefined ? undefined : `basic ${adminAuthKey}`
  const api = { fetch: rest.fetch ?? fetch, authorization }
  const urlOfNamespace = (name: string) => `${adminUrl}/v1/namespaces/${encodeURIComponent(name)}`

  return {
    async create(name) {
      // 400 to a name that is there already: an earlier call made it, with the same key.
      await callDatabaseHost(api, {
        method: 'POST',
        url: `${urlOfNamespace(name)}/create`,
        body: { jwt_key: keyPair.publicKey },
        acceptRefusal: /already exist/,
      })
      const { privateKey } = keyPair
      return {
        url: urlOf(name),
        token: await mintDatabaseToken({ privateKey, namespace: name, access: 'rw' }),
      }
    },
    async delete(name) {
      await callDatabaseHost(api, {
        method: 'DELETE',
        url: urlOfNamespace(name),
        acceptRefusal: /doesn't exist/,
      })
    },
  }
}
