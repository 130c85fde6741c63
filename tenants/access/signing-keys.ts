/**
 * Secrets this deployment signs and encrypts with, newest first: the first makes, all of them verify, so that one can
 * be replaced while links and stored tokens made with the other live on.
 */
export type SigningKeys = readonly [SigningKey, ...SigningKey[]]
export type SigningKey = { id: string; secret: Uint8Array<ArrayBuffer> }

/**
 * Reads `SECRET_KEYS`: `id:base64,id:base64`, each at least 32 bytes.
 *
 * @throws Error naming what is wrong, never the secret.
 */
export function parseSigningKeys(text: string): SigningKeys {
  const [first, ...others] = text.split(',').map(parseKey)
  if (first === undefined) throw new Error('SECRET_KEYS is empty')
  return [first, ...others]
}

function parseKey(text: string): SigningKey {
  const [id = '', encoded = ''] = text.trim().split(':')
  if (!/^[a-z0-9-]{1,16}$/.test(id)) throw new Error('SECRET_KEYS: an id is 1 to 16 of a-z, 0-9 and -')
  const secret = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))
  if (secret.length < 32) throw new Error(`SECRET_KEYS: the secret of "${id}" is shorter than 32 bytes`)
  return { id, secret }
}
