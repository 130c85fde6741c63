import { z } from 'zod'
import { DatabaseHostError, type DatabaseHost } from '../../tenants/fleet/database-host.ts'
import { callDatabaseHost, globalFetch } from './call-database-host.ts'
import { fetchDump } from './fetch-dump.ts'

export type TursoOptions = {
  organization: string
  /** The group new databases join, which decides where in the world they are; then others that they may be made in. */
  groups: readonly [string, ...string[]]
  apiToken: string
  apiUrl?: string
  fetch?: typeof fetch
}

// The Platform API's own mix of casings (turso-docs, api-reference/openapi.json).
const databaseAnswer = z.object({ database: z.object({ Hostname: z.string().min(1) }) })
const groupAnswer = z.object({ database: z.object({ group: z.string().min(1) }) })
const tokenAnswer = z.object({ jwt: z.string().min(1) })
const usage = z.object({ rows_read: z.number(), rows_written: z.number(), storage_bytes: z.number() })
const usageAnswer = z.object({ database: z.object({ total: usage }) })

/** The group it joins, and where its rows come from: a database as it was then. */
type NewDatabase = { group: string; seed?: { type: 'database'; name: string; timestamp: string } }

/** Databases at Turso, by its Platform API. Tokens are per database and never expire; rotating one ends all of them. */
export function makeTursoDatabaseHost(options: TursoOptions): DatabaseHost {
  const apiUrl = options.apiUrl ?? 'https://api.turso.tech'
  const databases = `${apiUrl}/v1/organizations/${encodeURIComponent(options.organization)}/databases`
  const api = { fetch: options.fetch ?? globalFetch, authorization: `Bearer ${options.apiToken}` }

  async function findHostname(name: string, made: NewDatabase): Promise<string> {
    const created = await callDatabaseHost(api, {
      method: 'POST',
      url: databases,
      body: { name, ...made },
      acceptRefusal: /already exists/,
    })
    // It is there: an earlier call made it and was not heard.
    const answer = created.isRefused
      ? await callDatabaseHost(api, { method: 'GET', url: `${databases}/${name}` })
      : created
    return read(databaseAnswer, answer.json).database.Hostname
  }

  async function createWith(name: string, made: NewDatabase) {
    const hostname = await findHostname(name, made)
    const minted = await callDatabaseHost(api, {
      method: 'POST',
      url: `${databases}/${name}/auth/tokens?expiration=never&authorization=full-access`,
    })
    return { url: `https://${hostname}`, token: read(tokenAnswer, minted.json).jwt }
  }

  async function placeOf(name: string): Promise<string> {
    const { json } = await callDatabaseHost(api, { method: 'GET', url: `${databases}/${name}` })
    return read(groupAnswer, json).database.group
  }

  return {
    places: options.groups,
    create: (name, group = options.groups[0]) => createWith(name, { group }),
    placeOf,
    async createFrom(name, { of, at }) {
      const seed = { type: 'database', name: of, timestamp: new Date(at).toISOString() } as const
      return createWith(name, { group: await placeOf(of), seed })
    },
    async delete(name) {
      await callDatabaseHost(api, {
        method: 'DELETE',
        url: `${databases}/${name}`,
        acceptRefusal: /could not find database/,
      })
    },
    async usage(name, { from, to }) {
      const period = new URLSearchParams({
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
      })
      const url = `${databases}/${name}/usage?${period.toString()}`
      const { json } = await callDatabaseHost(api, { method: 'GET', url })
      const { total } = read(usageAnswer, json).database
      return {
        rowsRead: total.rows_read,
        rowsWritten: total.rows_written,
        storageBytes: total.storage_bytes,
        counted: 'period',
      }
    },
    async setBlocked(name, { reads, writes }) {
      await callDatabaseHost(api, {
        method: 'PATCH',
        url: `${databases}/${name}/configuration`,
        body: { block_reads: reads, block_writes: writes },
      })
    },
    dump: (address) => fetchDump(api, address),
  }
}

function read<T>(schema: z.ZodType<T>, json: unknown): T {
  const answer = schema.safeParse(json)
  if (answer.success) return answer.data
  throw new DatabaseHostError('Turso answered in an unknown shape', { cause: answer.error })
}
