import type { TenantContext } from '../context.ts'
import { encodeBase64Url } from './base64url.ts'
import { deriveKey } from './derive-key.ts'
import type { SigningKey } from './signing-keys.ts'

const HMAC = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const

/** 48 bits, besides 100 that nobody guesses: every try is a request, and at 1,000 a second there are 9,000 years of them. */
const MARK_BYTES = 6
const MARK_LENGTH = 8

/** Of what there are links that fit into a text message, by the beginning of its id. */
const PREFIXES = ['bkg_', 'wle_'] as const

/**
 * The secret of a link in a text message, about a booking or a place in a waitlist: a short signature and the id without its
 * beginning. Made from the id, so that a retry says the same. It stands for `manage-token.ts`, and for no more.
 */
export async function makeShortCode(ctx: TenantContext, id: string): Promise<string> {
  return (await markOf(ctx, ctx.keys[0], id)) + id.slice(id.indexOf('_') + 1)
}

/** What a code opens; undefined for one that we never made. Compared in constant time. */
export async function readShortCode(ctx: TenantContext, code: string): Promise<string | undefined> {
  const [mark, rest] = [code.slice(0, MARK_LENGTH), code.slice(MARK_LENGTH)]
  let opened: string | undefined
  for (const prefix of PREFIXES) {
    for (const key of ctx.keys) {
      if (isSame(mark, await markOf(ctx, key, prefix + rest))) opened = prefix + rest
    }
  }
  return opened
}

async function markOf({ tenant }: TenantContext, known: SigningKey, id: string): Promise<string> {
  const key = await deriveKey(known, { use: 'short-link', tenantId: tenant.id }, HMAC)
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(id))
  return encodeBase64Url(new Uint8Array(signature).subarray(0, MARK_BYTES))
}

function isSame(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let difference = 0
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ other.charCodeAt(at)
  return difference === 0
}
