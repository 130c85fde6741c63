import { decodeBase64Url, encodeBase64Url } from '../../tenants/access/base64url.ts'
import { isPlain } from '../../tenants/input-parts.ts'

/** An opaque cursor out of any text. */
export function encodeCursor(id: string): string {
  return encodeBase64Url(new TextEncoder().encode(id))
}

/** The text, when there is one that can be looked up. */
export function decodeCursor(cursor: string): string | undefined {
  const bytes = decodeBase64Url(cursor)
  const text = bytes && new TextDecoder().decode(bytes)
  return text !== undefined && isPlain(text) ? text : undefined
}
