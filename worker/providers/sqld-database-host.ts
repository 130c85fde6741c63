import { importJWK, SignJWT, type JWK_OKP_Private } from 'jose'
import { z } from 'zod'
import type { DatabaseHost } from '../../tenants/fleet/database-host.ts'
import { callDatabaseHost } from './call-database-host.ts'

export type SqldOptions = {
  /** Where the admin API listens, such as `http://127.0.0.1:8789`. */
  adminUrl: string
  /** Where clients reach a database of this name. */
  urlOf: (name: string) => string
  signingKey: DatabaseSigningKey
  fetch?: typeof fetch
}

/** An Ed25519 key as a JWK: its `x` is what sqld calls `jwt_key`. */
export type DatabaseSigningKey = JWK_OKP_Private & { kty: 'OKP'; crv: 'Ed25519' }

const databaseSigningKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().length(43),
  d: z.string().length(43),
})

/** Reads a key written as JSON. @throws ZodError naming the part that is wrong. */
export function parseDatabaseSigningKey(text: string): DatabaseSigningKey {
  return databaseSigningKey.parse(JSON.parse(text))
}

/** Databases as namespaces of an sqld of our own (libsql docs/ADMIN_API.md), each with a token for itself alone. */
export function makeSqldDatabaseHost({ adminUrl, urlOf, signingKey, ...rest }: SqldOptions): DatabaseHost {
  const api = { fetch: rest.fetch ?? fetch }
  const urlOfNamespace = (name: string) => `${adminUrl}/v1/namespaces/${encodeURIComponent(name)}`

  return {
    async create(name) {
      // sqld answers 400 to a name that is there already; the same key makes the same tokens good.
      await callDatabaseHost(api, {
        method: 'POST',
        url: `${urlOfNamespace(name)}/create`,
        body: { jwt_key: signingKey.x },
        acceptRefusal: /already exists?/,
      })
      return { url: urlOf(name), token: await mintDatabaseToken(signingKey, name) }
    },
    async delete(name) {
      await callDatabaseHost(api, {
        method: 'DELETE',
        url: urlOfNamespace(name),
        acceptRefusal: /doesn't exist|not found/,
      })
    },
  }
}

/** A token that reads and writes one namespace and does not expire (libsql-server/src/auth). */
export async function mintDatabaseToken(key: DatabaseSigningKey, name: string): Promise<string> {
  return new SignJWT({ p: { rw: { ns: [name] } } })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
    .sign(await importJWK(key, 'EdDSA'))
}
