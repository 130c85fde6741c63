import { minutes } from '../../tenants/durations.ts'

/** What was said, bytes as they came, and the three headers that say by whom (standardwebhooks.com, Svix). */
export type Signed = { id: string; timestamp: string; signatures: string; body: Uint8Array }

/** An older one may have been overheard. */
const TOLERANCE_MS = minutes(5)
const MAX_SIGNATURES = 10

/**
 * Whether whoever holds one of these secrets (`whsec_…`, with spaces between them) signed it just now. Any of its
 * signatures will do: while a secret is replaced there are two. Compared in constant time; what is malformed is false.
 */
export async function isSigned(
  signed: Signed,
  { secrets, now }: { secrets: string; now: number },
): Promise<boolean> {
  const { id, timestamp, signatures, body } = signed
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now - Number(timestamp) * 1_000) > TOLERANCE_MS) return false
  const said = new TextEncoder().encode(`${id}.${timestamp}.`)
  const content = new Uint8Array(said.length + body.length)
  content.set(said)
  content.set(body, said.length)
  const given = signatures
    .split(' ')
    .slice(0, MAX_SIGNATURES)
    .flatMap((one) => (one.startsWith('v1,') ? (decode(one.slice('v1,'.length)) ?? []) : []))
  for (const secret of secrets.split(/[\s,]+/)) {
    const bytes = decode(secret.replace(/^whsec_/, ''))
    if (!bytes?.length) continue
    const hmac = { name: 'HMAC', hash: 'SHA-256' }
    const key = await crypto.subtle.importKey('raw', bytes, hmac, false, ['verify'])
    for (const signature of given)
      if (await crypto.subtle.verify('HMAC', key, signature, content)) return true
  }
  return false
}

function decode(base64: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}
