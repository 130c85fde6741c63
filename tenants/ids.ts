/** What each kind of id begins with. */
export type IdPrefix =
  | 'ten'
  | 'loc'
  | 'trn'
  | 'svc'
  | 'cli'
  | 'dow'
  | 'bkg'
  | 'evt'
  | 'msg'
  | 'rul'
  | 'ovr'
  | 'off'
  | 'res'
  | 'lim'
  | 'grp'
  | 'gwn'
  | 'dep'
  | 'ses'
  | 'cse'
  | 'bse'
  | 'hld'
  | 'wle'
  | 'pol'
  | 'chg'
  | 'key'
  | 'aud'
  | 'usr'
  | 'tok'
  | 'inv'
  | 'rol'
  | 'chl'
  | 'con'
  | 'nte'
  | 'upl'
  | 'viw'
  | 'imp'
  | 'tag'
  | 'fld'
  | 'fil'
  | 'seg'
  | 'whk'
  | 'whe'
  | 'whd'
  | 'psh'
  | 'nrl'
  | 'cfd'
  | 'vis'
  | 'ntc'
  | 'opk'
  | 'alr'
  | 'alt'
  | 'job'
  | 'rcp'
  | 'bkp'
  | 'rst'
  | 'run'
  | 'sgn'
  | 'pln'

// Crockford's base 32: no letter that reads like a digit.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new unguessable id, such as `cli_4t1h…`: 100 random bits. */
export function makeId(prefix: IdPrefix): string {
  return `${prefix}_${toBase32(crypto.getRandomValues(new Uint8Array(20)))}`
}

/** An id that the same words always give, such as a booking's from its idempotency key: 100 bits of SHA-256. */
export async function deriveId(prefix: IdPrefix, ...words: string[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(words)))
  return `${prefix}_${toBase32(new Uint8Array(digest).subarray(0, 20))}`
}

/** SHA-256 of a text, as hex. */
export async function hashText(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Five bits of each byte: 32 divides 256, so every letter is equally likely. */
function toBase32(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALPHABET.charAt(byte & 31)).join('')
}
