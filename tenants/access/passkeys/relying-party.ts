import type { AccessContext } from '../access-context.ts'

/** COSE: ES256, EdDSA, RS256, which every authenticator in use has one of. */
export const ALGORITHMS = [-7, -8, -257]

export const MAX_PASSKEYS = 20

/** Where a passkey is made and used: this one host, whatever domain it is under. A passkey of one is none at another. */
export function relyingParty({ origin }: Pick<AccessContext, 'origin'>): { rpId: string; origin: string } {
  return { rpId: new URL(origin).hostname, origin }
}

/** What an authenticator knows a person by: nothing but our id. */
export function toUserHandle(userId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(userId))
}
