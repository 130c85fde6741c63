import { hashText } from '../../ids.ts'

export const RECOVERY_CODES = 10

// Crockford's base 32, and what people write for its digits.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const SHAPE = /^[0-9a-hjkmnp-tv-z]{16}$/

/** New codes such as `4t1h-9abc-x0yz-2d3e`: 80 random bits each, in groups that can be read out. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    // Five bits of each byte: 32 divides 256, so every letter is equally likely.
    const letters = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      ALPHABET.charAt(byte & 31),
    )
    return letters.join('').replaceAll(/(.{4})(?!$)/g, '$1-')
  })
}

/** What is kept of a code, however it was written; nothing when it cannot be one. Random, so it needs no salt. */
export async function hashRecoveryCode(code: string): Promise<string | undefined> {
  const letters = code
    .toLowerCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1')
  return SHAPE.test(letters) ? hashText(letters) : undefined
}
