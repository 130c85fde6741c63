import { z } from 'zod'
import { DatabaseHostError, type DatabaseHost } from '../../tenants/fleet/database-host.ts'
import { callDatabaseHost } from './call-database-host.ts'

export type TursoOptions = {
  organization: string
  /** The group new databases join; it decides where in the world they are. */
  group: string
  apiToken: string
  apiUrl?: string
  fetch?: typeof fetch
}

// The Platform API's own mix of casings (turso-docs, api-reference/openapi.json).
const databaseAnswer = z.object({ database: z.object({ Hostname: z.string().min(1) }) })
const tokenAnswer = z.object({ jwt: z.string().min(1) })

/** Databases at Turso, by its Platform API. Tokens are per database and never expire; rotating one ends all of them. */
export function makeTursoDatabaseHost(options: TursoOptions): DatabaseHost {
  const apiUrl = options.apiUrl ?? 'https://api.turso.tech'
  const databases = `${apiUrl}/v1/organizations/${encodeURIComponent(options.organization)}/databases`
  const api = { fetch: options.fetch ?? fetch, authorization: `Bearer ${options.apiToken}` }

  async function findHostname(name: string): Promise<string> {
    const created = await callDatabaseHost(api, {
      method: 'POST',
      url: databases,
      body: { name, group: options.group },
      acceptRefusal: /already exists/,
    })
    // It is there: an earlier call made it and was not heard.
    const answer = created.isRefused
      ? await callDatabaseHost(api, { method: 'GET', url: `${databases}/${name}` })
      : created
    return read(databaseAnswer, answer.json).database.Hostname
  }

  return {
    async create(name) {
      const hostname = await findHostname(name)
      const minted = await callDatabaseHost(api, {
        method: 'POST',
        url: `${databases}/${name}/auth/tokens?expiration=never&authorization=full-access`,
      })
      return { url: `https://${hostname}`, token: read(tokenAnswer, minted.json).jwt }
    },
    async delete(name) {
      await callDatabaseHost(api, {
        method: 'DELETE',
        url: `${databases}/${name}`,
        acceptRefusal: /could not find database/,
      })
    },
  }
}

function read<T>(schema: z.ZodType<T>, json: unknown): T {
  const answer = schema.safeParse(json)
  if (answer.success) return answer.data
  throw new DatabaseHostError('Turso answered in an unknown shape', { cause: answer.error })
}
