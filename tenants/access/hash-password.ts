import { scrypt, timingSafeEqual } from 'node:crypto'
import { decodeBase64Url, encodeBase64Url } from './base64url.ts'

/** What hashing a password costs: ASVS 5.0, appendix C. 32 MiB and about a third of a second. */
type Cost = { N: number; r: number; p: number }
const COST: Cost = { N: 2 ** 15, r: 8, p: 3 }
const SALT_BYTES = 16
const HASH_BYTES = 32
/** Nothing longer is ever hashed, whoever sends it; in code points. */
export const MAX_PASSWORD_LENGTH = 128

const SHAPE = /^scrypt\$(\d{1,6})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/

/** Of no password: whoever has none costs the same work. */
const NOBODYS = `scrypt$${COST.N}$${COST.r}$${COST.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/**
 * What is kept of a password: `scrypt$N$r$p$salt$hash`, so that the cost can be raised later (`needsRehash`).
 *
 * @throws RangeError for what is longer than a password may be: `check-password.ts` refuses it before.
 */
export async function hashPassword(password: string): Promise<string> {
  if (isAbsurd(password)) throw new RangeError('This is too long to be a password.')
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const hash = await derive(password, salt, COST)
  return `scrypt$${COST.N}$${COST.r}$${COST.p}$${encodeBase64Url(salt)}$${encodeBase64Url(hash)}`
}

/**
 * Whether this is the password of that hash. Without a hash (nobody has the address, or they have no password) it takes as
 * long and is false; what is absurdly long is false without any work.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  if (isAbsurd(password)) return false
  const { cost, salt, expected, isReal } = parseHash(hash ?? '') ?? nobodys()
  const actual = await derive(password, salt, cost)
  return timingSafeEqual(actual, expected) && isReal
}

/** Whether it was made at another cost than today's, and is to be made anew when the password is at hand. */
export function needsRehash(hash: string): boolean {
  const cost = parseHash(hash)?.cost
  return cost?.N !== COST.N || cost.r !== COST.r || cost.p !== COST.p
}

type ParsedHash = { cost: Cost; salt: Uint8Array; expected: Uint8Array; isReal: boolean }

function parseHash(hash: string): ParsedHash | undefined {
  const [, N, r, p, salt, expected] = SHAPE.exec(hash) ?? []
  const saltBytes = decodeBase64Url(salt ?? '')
  const expectedBytes = decodeBase64Url(expected ?? '')
  if (!saltBytes || !expectedBytes) return undefined
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  return { cost, salt: saltBytes, expected: expectedBytes, isReal: true }
}

function nobodys(): ParsedHash {
  const parsed = parseHash(NOBODYS)
  if (!parsed) throw new Error('The hash of nobody cannot be read')
  return { ...parsed, isReal: false }
}

/** A string has at most twice as many units as code points, so that even counting is bounded. */
function isAbsurd(password: string): boolean {
  return password.length > 2 * MAX_PASSWORD_LENGTH || Array.from(password).length > MAX_PASSWORD_LENGTH
}

/**
 * As it was typed (ASVS 5.0, 6.2.8), but NFC: keyboards write the same é in one code point or in two, and whoever typed it
 * cannot tell. NFKC would make one password of several that can be told apart.
 */
function derive(password: string, salt: Uint8Array, { N, r, p }: Cost): Promise<Uint8Array> {
  const options = { N, r, p, maxmem: 2 * 128 * N * r }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, HASH_BYTES, options, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}
