import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, SignJWT } from 'jose'

// Only jose and Web Crypto here: a Worker can make tokens too.

export type DatabaseAccess = 'ro' | 'rw'

export interface DatabaseKeyPair {
  /** PKCS #8 PEM; signs tokens. */
  privateKey: string
  /** Ed25519 public key in base64url, as sqld's `jwt_key` and this server's `--auth-jwt-key` take it. */
  publicKey: string
}

export async function makeDatabaseKeyPair(): Promise<DatabaseKeyPair> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const { x = '' } = await exportJWK(pair.publicKey)
  return { privateKey: await exportPKCS8(pair.privateKey), publicKey: x }
}

/**
 * A token for one database in sqld's shape: EdDSA, claims `id`, `a` and `exp`.
 * `expiresAt`: UTC epoch milliseconds, rounded down to the second; left out, the token never expires.
 */
export async function mintDatabaseToken(options: {
  privateKey: string
  namespace: string
  access: DatabaseAccess
  expiresAt?: number
}): Promise<string> {
  const token = new SignJWT({ id: options.namespace, a: options.access }).setProtectedHeader({
    alg: 'EdDSA',
    typ: 'JWT',
  })
  if (options.expiresAt !== undefined) token.setExpirationTime(Math.floor(options.expiresAt / 1000))
  return token.sign(await importPKCS8(options.privateKey, 'EdDSA'))
}
