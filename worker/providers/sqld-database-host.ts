import { z } from 'zod'
import { mintDatabaseToken, type DatabaseKeyPair } from '../../db/local-server/database-tokens.ts'
import { DatabaseHostError, type DatabaseHost } from '../../tenants/fleet/database-host.ts'
import { callDatabaseHost, globalFetch } from './call-database-host.ts'
import { fetchDump } from './fetch-dump.ts'
import { SQLD_PLACE } from './sqld-place.ts'

export type SqldOptions = {
  /** Where the admin API listens, such as `http://127.0.0.1:8789`. */
  adminUrl: string
  adminAuthKey?: string
  /** Where clients reach a database of this name. */
  urlOf: (name: string) => string
  keyPair: DatabaseKeyPair
  fetch?: typeof fetch
}

const statsAnswer = z.object({
  rows_read_count: z.number(),
  rows_written_count: z.number(),
  storage_bytes_used: z.number(),
})

/** Databases as namespaces of an sqld of our own (libsql, docs/ADMIN_API.md), each with a token for itself alone. */
export function makeSqldDatabaseHost({
  adminUrl,
  adminAuthKey,
  urlOf,
  keyPair,
  ...rest
}: SqldOptions): DatabaseHost {
  const authorization = adminAuthKey === undefined ? undefined : `basic ${adminAuthKey}`
  const api = { fetch: rest.fetch ?? globalFetch, authorization }
  const urlOfNamespace = (name: string) => `${adminUrl}/v1/namespaces/${encodeURIComponent(name)}`

  return {
    places: [SQLD_PLACE],
    placeOf: () => Promise.resolve(SQLD_PLACE),
    async create(name, place = SQLD_PLACE) {
      if (place !== SQLD_PLACE) throw new DatabaseHostError(`There is no place ${place} here`)
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
    async usage(name) {
      const { json } = await callDatabaseHost(api, { method: 'GET', url: `${urlOfNamespace(name)}/stats` })
      const stats = statsAnswer.safeParse(json)
      if (!stats.success) throw new DatabaseHostError('sqld answered in an unknown shape')
      return {
        rowsRead: stats.data.rows_read_count,
        rowsWritten: stats.data.rows_written_count,
        storageBytes: stats.data.storage_bytes_used,
        counted: 'since-start',
      }
    },
    async setBlocked(name, { reads, writes }) {
      // What is left out goes back to its default: the key would be gone.
      await callDatabaseHost(api, {
        method: 'POST',
        url: `${urlOfNamespace(name)}/config`,
        body: { block_reads: reads, block_writes: writes, jwt_key: keyPair.publicKey },
      })
    },
    dump: (address) => fetchDump(api, address),
  }
}
