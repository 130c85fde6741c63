import { encodeBase64Url } from './base64url.ts'

/** 192 random bits, written out in 32 letters, for whatever nobody may guess. A UUID has 122 (OWASP ASVS 5.0, 11.5.1). */
export function makeSecret(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(24)))
}
