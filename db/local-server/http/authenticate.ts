import { errors, importJWK, importSPKI, jwtVerify, type CryptoKey } from 'jose'
import * as z from 'zod'

import { namespaceMissing, refusal, type RequestError } from '../errors.ts'

export interface Access {
  canRead: boolean
  canWrite: boolean
}

/** Without a key anybody may do anything, as with sqld: fit for a server nobody else can reach. */
export const fullAccess: Access = { canRead: true, canWrite: true }

const scope = z.object({ ns: z.array(z.string()).nullish() }).nullish()
const claims = z.object({
  id: z.string().nullish(),
  a: z.enum(['ro', 'rw']).nullish(),
  p: z.object({ ro: scope, rw: scope, roa: scope, rwa: scope, ddl: scope }).nullish(),
  exp: z.number().nullish(),
})
type Claims = z.infer<typeof claims>

const rememberedTokens = 1_000

/** Checks tokens against one or more Ed25519 public keys, given as PEM blocks or as one base64url key. */
export class TokenVerifier {
  readonly #keys: CryptoKey[]
  readonly #verified = new Map<string, Claims>()

  private constructor(keys: CryptoKey[]) {
    this.#keys = keys
  }

  /** Throws RequestError 400 for anything but Ed25519 public keys. */
  static async make(keys: string): Promise<TokenVerifier> {
    try {
      return new TokenVerifier(await importKeys(keys.trim()))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw refusal(400, `Could not decode Ed25519 public key: ${reason}`)
    }
  }

  /** What the request may do with the namespace. Throws RequestError: 401 for a bad token, 404 for a foreign one. */
  async authenticate(authorization: string | undefined, namespace: string): Promise<Access> {
    const access = accessTo(namespace, await this.#verify(readBearer(authorization)))
    // As sqld: who may not use a namespace is not told whether it exists.
    if (!access.canRead) throw namespaceMissing(namespace)
    return access
  }

  async #verify(token: string): Promise<Claims> {
    const known = this.#verified.get(token)
    const verified = known ?? (await this.#verifyAnew(token))
    if (verified.exp && verified.exp * 1000 <= Date.now())
      throw unauthorized('JWT_EXPIRED', 'The JWT has expired')
    if (!known) {
      if (this.#verified.size >= rememberedTokens) this.#verified.clear()
      this.#verified.set(token, verified)
    }
    return verified
  }

  async #verifyAnew(token: string): Promise<Claims> {
    for (const key of this.#keys) {
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: ['EdDSA', 'Ed25519'] })
        const checked = claims.safeParse(payload)
        if (checked.success) return checked.data
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw unauthorized('JWT_EXPIRED', 'The JWT has expired')
        if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf') {
          throw unauthorized('JWT_IMMATURE', 'The JWT is immature (not valid yet)')
        }
      }
    }
    throw unauthorized('JWT_INVALID', 'The JWT is invalid')
  }
}

async function importKeys(keys: string): Promise<CryptoKey[]> {
  if (!keys.startsWith('-----BEGIN')) {
    const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: keys }, 'EdDSA')
    if (key instanceof Uint8Array) throw new Error('not a public key')
    return [key]
  }
  const blocks = keys.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g)
  if (!blocks) throw new Error('a PEM public key is expected')
  return Promise.all(blocks.map((pem) => importSPKI(pem, 'EdDSA')))
}

function readBearer(authorization: string | undefined): string {
  if (authorization === undefined) {
    throw unauthorized('HEADER_NOT_FOUND', 'Expected authorization header but none given')
  }
  const [scheme = '', token] = authorization.split(' ', 2)
  if (token === undefined) {
    throw unauthorized('HEADER_MALFORMED', "Auth string does not conform to '<scheme> <token>' form")
  }
  if (scheme.toLowerCase() !== 'bearer') {
    throw unauthorized(
      'HTTP_HEADER_UNSUPPORTED_SCHEME',
      'The authentication scheme in the `Authorization` HTTP header is not supported',
    )
  }
  return token
}

function unauthorized(code: string, reason: string): RequestError {
  return refusal(401, `Unauthorized: \`${reason}\``, `AUTH_${code}`)
}

/** sqld's reading: `p` alone counts when present; otherwise `id` (none: every namespace) with `a` (none: "rw"). */
function accessTo(namespace: string, { id, a, p }: Claims): Access {
  if (p) {
    const includes = (list: z.infer<typeof scope>): boolean => list?.ns?.includes(namespace) === true
    const canWrite = includes(p.rw) || includes(p.rwa) || includes(p.ddl)
    return { canWrite, canRead: canWrite || includes(p.ro) || includes(p.roa) }
  }
  const isMeant = id === undefined || id === null || id === namespace
  return { canRead: isMeant, canWrite: isMeant && a !== 'ro' }
}
